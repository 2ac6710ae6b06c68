import {
  checkOutput,
  config,
  does,
  Driver,
  extractFields,
  input,
  node,
  output,
  parameterize,
  parameterizeValues,
  source,
  tag,
} from '@millrace/core';

interface DateRange {
  readonly startDate: string;
  readonly endDate: string;
}

const WEEK = 7 * 24 * 60 * 60 * 1000;
const identity = <T>(value: T): T => value;
const meanOf = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
const prefixed = (prefix: string, range: DateRange): DateRange => ({
  startDate: prefix + range.startDate,
  endDate: prefix + range.endDate,
});

/** What a week of advertising costs per customer that it wins, by how many of them stay. Every modifier that a beginner meets is in it. */
class Acquisition {
  @input() declare readonly dateRange: DateRange;

  @extractFields<DateRange>('startDate', 'endDate')
  @node('dateRange')
  dates(dateRange: DateRange): DateRange {
    return dateRange;
  }

  @extractFields<{ usChurn: number; caChurn: number }>('usChurn', 'caChurn')
  @node()
  weeklyChurn(): { usChurn: number; caChurn: number } {
    return { usChurn: 3, caChurn: 2 };
  }

  @config.when({ region: 'US' })
  @does(identity<number>)
  @node(source<number>('usChurn'))
  churnRate__us(_churn: number): number {
    return 0;
  }

  @config.when({ region: 'CA' })
  @does(identity<number>)
  @node(source<number>('caChurn'))
  churnRate__ca(_churn: number): number {
    return 0;
  }

  @extractFields<{ spend: number[]; signups: number[]; weeks: Date[] }>('spend', 'signups', 'weeks')
  @node(source<string>('startDate'), source<string>('endDate'))
  weekly(startDate: string, endDate: string): { spend: number[]; signups: number[]; weeks: Date[] } {
    const weeks: Date[] = [];
    for (let at = Date.parse(startDate); at <= Date.parse(endDate); at += WEEK) weeks.push(new Date(at));
    return {
      spend: weeks.map((_, i) => 100 + Math.min(5 * (i + 1), 250)),
      signups: weeks.map((_, i) => 20 * Math.min(i + 1, 100)),
      weeks,
    };
  }

  @checkOutput({ range: [-1000, 10_000], type: 'number', importance: 'fail' })
  @parameterizeValues('optimism', { netSignupsPessimistic: 0.5, netSignupsNeutral: 1, netSignupsOptimistic: 2 })
  @node(source<number[]>('signups'), 'churnRate', source<number>('optimism'))
  netSignups(signups: number[], churnRate: number, optimism: number): number[] {
    return signups.map((count) => count - churnRate / optimism);
  }

  @parameterize({
    rawAcquisitionCost: { counted: source('signups') },
    pessimisticNetAcquisitionCost: { counted: source('netSignupsPessimistic') },
    neutralNetAcquisitionCost: { counted: source('netSignupsNeutral') },
    optimisticNetAcquisitionCost: { counted: source('netSignupsOptimistic') },
  })
  @tag({ finalOutput: 'true' })
  @node(source<number[]>('counted'), source<number[]>('spend'))
  acquisitionCost(counted: number[], spend: number[]): number[] {
    return spend.map((amount, i) => amount / (counted[i] ?? NaN));
  }

  @node() datePrefix(): string {
    return 'date_';
  }

  @does(prefixed)
  @node('datePrefix', 'dateRange')
  prefixedDates(_prefix: string, range: DateRange): DateRange {
    return range;
  }

  @node(source<Date[]>('weeks'), 'prefixedDates')
  labels(weeks: Date[], { startDate, endDate }: DateRange): string[] {
    return weeks.map(() => `${startDate}_${endDate}`);
  }
}

const dateRange = { startDate: '2020-01-01', endDate: '2022-08-01' };
const costs = [
  output<{ rawAcquisitionCost: number[] }>('rawAcquisitionCost'),
  output<{ pessimisticNetAcquisitionCost: number[] }>('pessimisticNetAcquisitionCost'),
  output<{ neutralNetAcquisitionCost: number[] }>('neutralNetAcquisitionCost'),
  output<{ optimisticNetAcquisitionCost: number[] }>('optimisticNetAcquisitionCost'),
] as const;

describe('the smoke module', () => {
  it('gives the four means that are expected of it', async () => {
    const driver = new Driver({ modules: [Acquisition], config: { region: 'US' } });

    const { labels, ...series } = await driver.execute([...costs, 'labels'], { inputs: { dateRange } });

    expect(meanOf(series.rawAcquisitionCost)).toBeCloseTo(0.393808, 5);
    expect(meanOf(series.pessimisticNetAcquisitionCost)).toBeCloseTo(0.420769, 5);
    expect(meanOf(series.neutralNetAcquisitionCost)).toBeCloseTo(0.405582, 5);
    expect(meanOf(series.optimisticNetAcquisitionCost)).toBeCloseTo(0.399363, 5);
    expect(labels[0]).toBe('date_2020-01-01_date_2022-08-01');
  });

  it('takes another churn for another region, and has none for a region that it does not know', async () => {
    const canada = new Driver({ modules: [Acquisition], config: { region: 'CA' } });
    const nowhere = new Driver({ modules: [Acquisition] });

    const { neutralNetAcquisitionCost } = await canada.execute(costs, { inputs: { dateRange } });

    expect(meanOf(neutralNetAcquisitionCost)).toBeLessThan(0.405582);
    await expect(nowhere.execute(costs, { inputs: { dateRange } })).rejects.toMatchObject({ code: 'MISSING_INPUT' });
  });

  it('tags the final outputs, and no others', () => {
    const driver = new Driver({ modules: [Acquisition], config: { region: 'US' } });

    expect(
      driver
        .nodes({ tags: { finalOutput: 'true' } })
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['neutralNetAcquisitionCost', 'optimisticNetAcquisitionCost', 'pessimisticNetAcquisitionCost', 'rawAcquisitionCost']);
  });
});

import { annotation } from './github-annotation';

const fault = { code: 'UNKNOWN_DEPENDENCY', at: 'Sales.total @node', message: '100 % wrong:\nfix it' } as const;

describe('annotation', () => {
  it('escapes what would end a part of it', () => {
    const text = annotation({ ...fault, place: { file: '/repo/src/a,b.ts', line: 7 } }, { cwd: '/repo', module: '/repo/src/index.ts' });

    expect(text).toBe('::error file=src/a%2Cb.ts,line=7,title=UNKNOWN_DEPENDENCY at Sales.total @node::100 %25 wrong:%0Afix it\n');
  });

  it('without a place stands at the top of the module', () => {
    expect(annotation({ ...fault, place: undefined }, { cwd: '/repo', module: '/repo/src/index.ts' })).toContain(
      'file=src/index.ts,line=1,',
    );
  });
});

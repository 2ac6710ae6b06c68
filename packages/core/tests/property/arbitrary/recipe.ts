import fc from 'fast-check';

/**
 * A node as a handful of small numbers, each of which `interpret` reads modulo what is possible where the node stands. Any list of recipes is
 * a valid graph, so lists shrink by leaving nodes out and numbers shrink to 0, the plainest choice.
 */
export interface Recipe {
  readonly role: number;
  /** The first choice anchors the scope; the others are further dependencies. Counted backwards from the newest node. */
  readonly picks: readonly number[];
  readonly forms: readonly number[];
  readonly over: number;
  readonly body: number;
  readonly fail: number;
  readonly drop: number;
  readonly delay: number;
  readonly size: number;
  readonly vary: number;
  readonly source: number;
  readonly concurrency: number;
  readonly policy: number;
  readonly options: number;
}

interface RequestRecipe {
  /** 0: only the outputs below; otherwise also all nodes on which none depends. */
  readonly all: number;
  readonly outputs: readonly number[];
  readonly overrides: readonly { readonly node: number; readonly by: number; readonly size: number; readonly value: number }[];
}

export interface ScenarioRecipe {
  readonly inputs: readonly number[];
  readonly nodes: readonly Recipe[];
  readonly request: RequestRecipe;
}

/** Choices are numbers below this. */
export const PICKS = 61;

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

const recipe: fc.Arbitrary<Recipe> = fc.record({
  role: nat(11),
  picks: fc.array(nat(PICKS - 1), { minLength: 1, maxLength: 4 }),
  forms: fc.array(nat(63), { minLength: 4, maxLength: 4 }),
  over: nat(5),
  body: nat(9),
  fail: nat(19),
  drop: nat(19),
  delay: nat(9),
  size: nat(9),
  vary: nat(3),
  source: nat(6),
  concurrency: nat(7),
  policy: nat(7),
  options: nat(31),
});

const requestRecipe: fc.Arbitrary<RequestRecipe> = fc.record({
  all: nat(3),
  outputs: fc.array(nat(PICKS - 1), { minLength: 1, maxLength: 6 }),
  overrides: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.record({ node: nat(PICKS - 1), by: nat(1), size: nat(4), value: nat(5) }), { minLength: 1, maxLength: 2 }),
    },
  ),
});

export const scenarioRecipe: fc.Arbitrary<ScenarioRecipe> = fc.record({
  inputs: fc.array(nat(7), { minLength: 1, maxLength: 2 }),
  nodes: fc.array(recipe, { minLength: 2, maxLength: 18, size: 'max' }),
  request: requestRecipe,
});

import type { NodeDefinition } from '../metadata/node-definition';
import type { ResolvedMember } from '../metadata/read-class';
import type { DataflowModule } from './read-modules';

/** What one member of a module gives. */
export interface DefinedMember {
  readonly module: DataflowModule;
  readonly member: ResolvedMember;
  readonly place: string;
  /** The name of its node before modifiers give others. */
  readonly name: string;
  /** `faulty`: not known what it gives; `excluded`: by the config; `inherited`: another module gives it; `mutating`: changes other nodes. */
  readonly state: 'defined' | 'faulty' | 'excluded' | 'inherited' | 'input' | 'mutating';
  readonly definitions: readonly NodeDefinition[];
  readonly isSound: boolean;
}

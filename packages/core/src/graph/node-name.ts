export { isReservedName, nodeNameOf } from '../metadata/node-name';

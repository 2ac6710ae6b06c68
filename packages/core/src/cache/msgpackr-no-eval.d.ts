/** msgpackr without its generated code, so that nothing that is read becomes code. */
declare module 'msgpackr/index-no-eval' {
  export { Packr } from 'msgpackr';
}

import { report } from './report';

void report((line) => console.log(line));

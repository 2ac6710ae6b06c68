import type { Profile } from './fake-api';

/** Asks the API for profiles, and waits for each of them only so long. */
export class CompanyClient {
  readonly #url: string;
  readonly #timeLimit: number;

  /** `timeLimit` in milliseconds, for one request. */
  constructor(url: string, timeLimit: number) {
    this.#url = url;
    this.#timeLimit = timeLimit;
  }

  /** Rejects if the API fails, if the time is up, or if `signal` is aborted; in the last two cases the request is given up. */
  async profileOf(id: string, signal: AbortSignal): Promise<Profile> {
    const timeIsUp = AbortSignal.timeout(this.#timeLimit);
    try {
      const response = await fetch(`${this.#url}/companies/${encodeURIComponent(id)}`, { signal: AbortSignal.any([signal, timeIsUp]) });
      if (!response.ok) throw new Error(`the API answered ${response.status}`);
      return (await response.json()) as Profile;
    } catch (error) {
      if (timeIsUp.aborted && !signal.aborted) throw new Error(`no answer within ${this.#timeLimit} ms`, { cause: error });
      throw error;
    }
  }
}

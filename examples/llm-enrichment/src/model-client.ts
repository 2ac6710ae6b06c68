/** The model has answered a request with an error. */
export class ModelError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`the model answered ${status}: ${text}`);
    this.name = 'ModelError';
    this.status = status;
  }

  /** Whether the same request may be answered well a little later. */
  get isTransient(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** Asks a model over HTTP. */
export class ModelClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Rejects with a {@link ModelError} when the model refuses, and as `fetch` does when it cannot be reached or the signal aborts. */
  async complete(prompt: string, signal: AbortSignal): Promise<string> {
    const response = await fetch(this.#url, { method: 'POST', body: prompt, signal });
    const text = await response.text();
    if (!response.ok) throw new ModelError(response.status, text);
    return text;
  }
}

/** The tag of nodes with `@acceptsErrors`. */
export const acceptsErrorsTag = 'millrace.acceptsErrors';

/** The tags of the nodes that hold what validators say, to find them by: `driver.nodes({ tags: { [dataQualityTags.isResult]: 'true' } })`. */
export const dataQualityTags = {
  /** `'true'`: the node's value is a `ValidationResult`. */
  isResult: 'millrace.dataQuality.isResult',
  /** The node that is validated, by its name in its class. */
  validates: 'millrace.dataQuality.validates',
} as const;

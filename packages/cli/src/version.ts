/** The version of this package; a test compares it with its manifest. */
export const version = '0.1.0'

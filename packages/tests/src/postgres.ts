/** The address of the server that the test run has started: see this project's `globalSetup`. */
export const postgres = (): string => {
  const url = process.env.BIHUAN_POSTGRES
  if (url === undefined) throw new Error('the setup of the tests has not started a server')
  return url
}

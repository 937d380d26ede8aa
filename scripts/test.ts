// Runs vitest and ends with one line that counts the tests: tests: N passed, N failed
import { parseCLI, startVitest, type TestModule, type Vitest } from 'vitest/node'

const count = (modules: readonly TestModule[]) => {
  let passed = 0
  let failed = 0
  for (const module of modules) {
    let ownFailures = 0
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed++
      else if (state === 'failed' || state === 'pending') ownFailures++
    }
    // A file that doesn't load, or a hook that throws, fails without a failed test.
    if (ownFailures === 0 && !module.ok()) ownFailures = 1
    failed += ownFailures
  }
  return { passed, failed }
}

const args = process.argv.slice(2).filter((arg) => arg !== '--')
let passed = 0
let failed = 0
let vitest: Vitest | undefined
try {
  const { filter, options } = parseCLI(['vitest', 'run', ...args])
  vitest = await startVitest('test', filter, { ...options, watch: false })
  ;({ passed, failed } = count(vitest.state.getTestModules()))
  failed += vitest.state.getUnhandledErrors().length
  if (passed + failed === 0) console.error('no test ran')
} catch (error) {
  console.error(error)
  failed++
} finally {
  await vitest?.close()
}
// vitest sets its own exit code for what no test counts, as a missed threshold of coverage
const ok = failed === 0 && passed > 0 && !process.exitCode
console.log(`tests: ${passed} passed, ${failed} failed`)
process.exit(ok ? 0 : 1)

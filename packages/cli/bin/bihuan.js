#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../src/main.ts', import.meta.url))

if (existsSync(source)) {
  // A checkout: run from source, so that nothing has to be built first.
  const flags = ['--conditions=@bihuan/source', '--disable-warning=ExperimentalWarning']
  if (!process.features.typescript) flags.push('--experimental-strip-types')
  const child = spawn(process.execPath, [...flags, source, ...process.argv.slice(2)], { stdio: 'inherit' })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const forward = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward)
    if (signal) process.exitCode = 128 + (constants.signals[signal] ?? 0)
    else process.exitCode = code ?? 1
    if (signal) process.kill(process.pid, signal)
  })
} else {
  await import('../dist/main.js')
}

// Loaded before a script: pnpm hands on the -- that stands before a script's arguments, and no script wants it.
if (process.argv[2] === '--') process.argv.splice(2, 1)

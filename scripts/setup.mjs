// Runs before the project's other scripts and installs what they need: the locked packages (the
// pinned Node is one of them) and the Temporal server. Plain JavaScript for Node 18, because it runs
// before anything is installed; what is imported below is only read once Node is new enough for it.
//
//   --packages-only   for scripts that start no server
//   --own-server      for scripts that start a server of their own, whatever TEMPORAL_ADDRESS says

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 18) {
  console.error(
    `Set-up needs Node 18 or later to install its own Node; this is ${process.versions.node}. Install a later Node (nodejs.org) and run the command again.`,
  )
  process.exit(1)
}

// What must not outlive this process listens for its exit, which a signal alone is not.
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
  process.once(signal, () => process.exit(128 + number))

const { setUp } = await import('./set-up.mjs')

try {
  await setUp(process.argv.slice(2), process.env)
} catch (error) {
  console.error(`\nSet-up stopped. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

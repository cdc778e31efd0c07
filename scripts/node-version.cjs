// Loaded before every script (`node -r`), so it must parse on any Node: an old one gets a sentence instead of a syntax error.
var wanted = [20, 19]
var parts = process.versions.node.split('.').map(Number)
if (parts[0] < wanted[0] || (parts[0] === wanted[0] && parts[1] < wanted[1])) {
  console.error('windrow needs Node ' + wanted.join('.') + ' or newer, and this is Node ' + process.versions.node + '.')
  console.error(
    'Install a newer one (https://nodejs.org/en/download) or put it first in PATH, then run the command again.',
  )
  process.exit(1)
}

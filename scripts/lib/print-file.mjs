/** One line for a file, and everything that is known about each failure. @param {import('./test-file.mjs').FileReport} report */
export function printFile({ path, seconds, results }) {
  const failed = results.filter(({ status }) => status === 'failed')
  const passed = results.filter(({ status }) => status === 'passed').length
  console.log(
    `  ${failed.length > 0 ? 'FAIL' : 'ok  '} ${path} (${passed} of ${results.length}, ${seconds.toFixed(1)} s)`,
  )
  for (const { title, detail } of failed) console.log(`\n    ${title}\n${detail.replace(/^/gm, '      ')}\n`)
}

/** What the page runs: draws the figure, and shows the values of the mark that somebody points at. */
export const pageScript = `
const tooltip = document.createElement('div')
tooltip.id = 'tooltip'
document.body.append(tooltip)
function showTooltip(_handler, event, _item, value) {
  tooltip.style.display = value == null || value === '' ? 'none' : 'block'
  if (value == null || value === '') return
  const table = document.createElement('table')
  for (const [name, text] of Object.entries(value)) {
    const row = table.insertRow()
    row.insertCell().textContent = name
    row.insertCell().textContent = text
  }
  tooltip.replaceChildren(table)
  const { offsetWidth, offsetHeight } = tooltip
  tooltip.style.left = Math.min(event.clientX + 14, innerWidth - offsetWidth - 4) + 'px'
  tooltip.style.top = Math.min(event.clientY + 14, innerHeight - offsetHeight - 4) + 'px'
}
const spec = JSON.parse(document.getElementById('spec').textContent)
new vega.View(vega.parse(spec), { renderer: 'svg', container: '#figure', hover: true, tooltip: showTooltip })
  .runAsync()
  .then(() => document.body.setAttribute('data-drawn', 'true'))
`

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expected, toDataset } from './expected.ts'

describe('printing', () => {
  for (const { name, dataset, text, arrays } of expected.prints) {
    it(`prints the dataset "${name}" as xarray does`, () => {
      assert.equal(toDataset(dataset).toString(), text)
    })
    for (const [variable, arrayText] of Object.entries(arrays)) {
      it(`prints "${variable}" of "${name}" as xarray does`, () => {
        assert.equal(toDataset(dataset).get(variable).toString(), arrayText)
      })
    }
  }
})

import { makeEn, makeVi } from '@ioc/web/testing'
import { FeedSpec } from '@ioc/workers/testing'
import { expect, test } from 'vitest'

test.each([
  ['Vietnamese', makeVi.fields],
  ['English', makeEn.fields],
])('every setting of a feed that may differ between two versions has a name in %s', (_, fields) => {
  const unnamed = Object.keys(FeedSpec.shape).filter((setting) => !(setting in fields))
  expect(unnamed).toEqual([])
})

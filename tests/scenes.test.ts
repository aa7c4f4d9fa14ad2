import { loadProvince, loadTiles, type SceneFile } from '@ioc/sql'
import { expect, test } from 'vitest'

// What no scene shows nobody sees.

const { scenes } = loadProvince('hung-yen')

test('every declared tile stands on a scene', async () => {
  const shown = new Set(scenes.flatMap(({ places, strip }) => [...places.map(({ tile }) => tile), ...(strip ? [strip] : [])]))
  expect((await loadTiles()).map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
})

test.each(scenes)('the scene $id fills its grid, each field once, no tile twice', ({ columns, rows, places }) => {
  const fields = places.flatMap(fieldsOf).sort()
  expect(fields).toEqual(
    Array.from({ length: columns * rows }, (_, at) => field(1 + (at % columns), 1 + Math.floor(at / columns))).sort(),
  )
  expect(new Set(places.map(({ tile }) => tile)).size).toBe(places.length)
})

function fieldsOf({ column, row, width, height }: SceneFile['places'][number]): string[] {
  return Array.from({ length: width * height }, (_, at) => field(column + (at % width), row + Math.floor(at / width)))
}

function field(column: number, row: number): string {
  return `column ${column}, row ${row}`
}

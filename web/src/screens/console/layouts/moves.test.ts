import { isWithin, type SceneFile, sceneTrouble } from '@ioc/server/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTile, dropAt, emptyFields, moveTo, neighbourOf, type Outcome, removeTile, resizeTo, setGrid, swap } from './moves.ts'
import { begin, redo, type Steps, step, undo } from './steps.ts'

/** Drawn as it stands: a letter a tile, a dot for nothing. */
function drawn(...lines: string[]): SceneFile {
  const fields = lines.flatMap((line, row) => [...line].map((tile, column) => ({ tile, column: column + 1, row: row + 1 })))
  const places = [...new Set(fields.map(({ tile }) => tile))]
    .filter((tile) => tile !== '.')
    .map((tile) => {
      const own = fields.filter((field) => field.tile === tile)
      const [columns, rows] = [own.map(({ column }) => column), own.map(({ row }) => row)]
      const [column, row] = [Math.min(...columns), Math.min(...rows)]
      return { tile, column, row, width: Math.max(...columns) - column + 1, height: Math.max(...rows) - row + 1 }
    })
  return { id: 's', title: { vi: 's', en: 's' }, columns: lines[0]?.length ?? 1, rows: lines.length, places, strip: null }
}

function picture({ columns, rows, places }: SceneFile): string[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (_, column) =>
        places.find((place) => {
          const [x, y] = [column + 1 - place.column, row + 1 - place.row]
          return x >= 0 && y >= 0 && x < place.width && y < place.height
        })?.tile ?? '.',
    ).join(''),
  )
}

const after = (outcome: Outcome) => ('scene' in outcome ? picture(outcome.scene) : outcome.refused)

test('a tile moves where it is free, is kept within the grid, and is refused by name of who stands there', () => {
  const scene = drawn('ab..', 'ab..')
  expect(after(moveTo(scene, 'b', { column: 3, row: 1 }))).toEqual(['a.b.', 'a.b.'])
  expect(after(moveTo(scene, 'b', { column: 9, row: 9 }))).toEqual(['a..b', 'a..b'])
  expect(after(moveTo(scene, 'b', { column: 1, row: 1 }))).toEqual({ why: 'taken', by: 'a' })
  expect(after(moveTo(scene, 'a', { column: 0, row: 1 }))).toEqual({ why: 'edge' })
})

test('let go over another tile the two change places, each in the size of the other', () => {
  const scene = drawn('aab', 'aac')
  expect(after(dropAt(scene, 'b', { column: 1, row: 1 }, 'a'))).toEqual(['bba', 'bbc'])
  expect(after(swap(scene, 'a', 'c'))).toEqual(['ccb', 'cca'])
  expect(neighbourOf(scene, 'a', 'right')).toBe('b')
  expect(neighbourOf(scene, 'a', 'left')).toBeNull()
})

test('a tile that grows takes from its neighbours, and is refused where one would have nothing left', () => {
  const scene = drawn('aabb', 'aabb', 'cccd')
  expect(after(resizeTo(scene, 'a', { width: 3, height: 2 }))).toEqual(['aaab', 'aaab', 'cccd'])
  expect(after(resizeTo(scene, 'a', { width: 4, height: 2 }))).toEqual({ why: 'taken', by: 'b' })
  expect(after(resizeTo(scene, 'a', { width: 2, height: 3 }))).toEqual({ why: 'taken', by: 'c' })
  expect(after(resizeTo(scene, 'a', { width: 1, height: 2 }))).toEqual(['a.bb', 'a.bb', 'cccd'])
  expect(after(resizeTo(scene, 'd', { width: 1, height: 0 }))).toEqual({ why: 'smallest' })
  expect(after(resizeTo(scene, 'd', { width: 2, height: 1 }))).toEqual({ why: 'edge' })
})

test('a new tile stands in the first room as large as it likes, else in the largest there is', () => {
  expect(after(addTile(drawn('a...', 'a...'), 'n', { width: 2, height: 2 }))).toEqual(['ann.', 'ann.'])
  expect(after(addTile(drawn('ab.', 'a..'), 'n', { width: 2, height: 2 }))).toEqual(['abn', 'a.n'])
  expect(after(addTile(drawn('ab.', 'a..'), 'n', { width: 2, height: 2 }, { column: 2, row: 2 }))).toEqual(['ab.', 'ann'])
  expect(after(addTile(drawn('ab'), 'n', { width: 1, height: 1 }))).toEqual({ why: 'noRoom' })
  expect(after(addTile(drawn('ab'), 'n', { width: 1, height: 1 }, { column: 2, row: 1 }))).toEqual({ why: 'taken', by: 'b' })
  expect(after(addTile(drawn('a.'), 'a', { width: 1, height: 1 }))).toEqual({ why: 'twice' })
})

test('the grid grows as it likes, and shrinks until a tile is in the way', () => {
  const scene = drawn('a.', '..')
  expect(after(setGrid(scene, { columns: 3, rows: 1 }))).toEqual(['a..'])
  expect(after(setGrid(drawn('.a'), { columns: 1, rows: 1 }))).toEqual({ why: 'beyond', tile: 'a' })
  expect(emptyFields(scene)).toBe(3)
})

const tile = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
const at = fc.integer({ min: -3, max: 15 })
const act = fc.oneof(
  fc.record({ act: fc.constant('move' as const), tile, x: at, y: at, over: fc.option(tile) }),
  fc.record({ act: fc.constant('resize' as const), tile, x: at, y: at }),
  fc.record({ act: fc.constant('add' as const), tile, x: fc.integer({ min: 1, max: 9 }), y: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ act: fc.constant('put' as const), tile, x: fc.integer({ min: 1, max: 9 }), y: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ act: fc.constant('remove' as const), tile }),
  fc.record({ act: fc.constant('grid' as const), x: fc.integer({ min: 1, max: 14 }), y: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ act: fc.constant('undo' as const) }),
  fc.record({ act: fc.constant('redo' as const) }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function outcomeOf(scene: SceneFile, done: Exclude<Act, { act: 'undo' | 'redo' }>): Outcome {
  if (done.act === 'move') return dropAt(scene, done.tile, { column: done.x, row: done.y }, done.over)
  if (done.act === 'resize') return resizeTo(scene, done.tile, { width: done.x, height: done.y })
  if (done.act === 'add') return addTile(scene, done.tile, { width: done.x, height: done.y })
  if (done.act === 'put') return addTile(scene, done.tile, { width: 3, height: 2 }, { column: done.x, row: done.y })
  if (done.act === 'grid') return setGrid(scene, { columns: done.x, rows: done.y })
  return removeTile(scene, done.tile)
}

test('whatever is done in whatever order, no tile lies over another or beyond the grid, and each step is taken back to the letter', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let steps: Steps<SceneFile> = begin(drawn('aabbb.', 'aabbb.', 'ccccdd'))
      for (const done of acts) {
        const before = JSON.stringify(steps.now)
        if (done.act === 'undo') steps = undo(steps)
        else if (done.act === 'redo') steps = redo(steps)
        else {
          const outcome = outcomeOf(steps.now, done)
          if ('refused' in outcome) expect(JSON.stringify(steps.now)).toBe(before)
          else {
            steps = step(steps, outcome.scene)
            expect(JSON.stringify(undo(steps).now)).toBe(before)
            expect(redo(undo(steps)).now).toEqual(steps.now)
          }
        }
        expect(sceneTrouble(steps.now, () => true)).toBeNull()
        expect(steps.now.places.every((place) => isWithin(place, steps.now))).toBe(true)
      }
      while (steps.past.length > 0) steps = undo(steps)
      expect(picture(steps.now)).toEqual(['aabbb.', 'aabbb.', 'ccccdd'])
    }),
  )
})

import { expect, test } from 'vitest'
import { newFrameQueue } from './frame-queue.ts'

function stage(roomMs?: number) {
  const frames: (() => void)[] = []
  const drawn: string[] = []
  let clock = 0
  const queue = newFrameQueue(
    (run) => frames.push(run),
    roomMs,
    () => clock,
  )
  const draw =
    (name: string, ms = 7) =>
    () => {
      clock += ms
      drawn.push(name)
    }
  return { queue, drawn, draw, frame: () => frames.shift()?.(), frames }
}

test('one large chart is drawn per frame, in the order they asked', () => {
  const { queue, drawn, draw, frame } = stage()
  queue.request({}, draw('a'))
  queue.request({}, draw('b'))
  frame()
  expect(drawn).toEqual(['a'])
  frame()
  expect(drawn).toEqual(['a', 'b'])
})

test('of small charts as many are drawn in a frame as there is room for', () => {
  const { queue, drawn, draw, frame } = stage()
  for (const name of ['a', 'b', 'c', 'd']) queue.request({}, draw(name, 1.5))
  frame()
  expect(drawn).toEqual(['a', 'b', 'c'])
  frame()
  expect(drawn).toEqual(['a', 'b', 'c', 'd'])
})

test('a chart that moves has one step a frame', () => {
  const { queue, drawn, draw, frame, frames } = stage()
  const moves = () => {
    draw('step', 0)()
    if (drawn.length < 3) queue.request(moves, moves)
  }
  queue.request(moves, moves)
  frame()
  expect(drawn).toEqual(['step'])
  frame()
  frame()
  expect(drawn).toEqual(['step', 'step', 'step'])
  expect(frames).toHaveLength(0)
})

test('a chart that changes twice before its frame is drawn once, as it is last', () => {
  const { queue, drawn, draw, frame, frames } = stage()
  const chart = {}
  queue.request(chart, draw('old'))
  queue.request(chart, draw('new'))
  frame()
  expect(drawn).toEqual(['new'])
  expect(frames).toHaveLength(0)
})

test('a chart that is gone is not drawn', () => {
  const { queue, drawn, draw, frame } = stage()
  const chart = {}
  queue.request(chart, draw('gone'))
  queue.cancel(chart)
  frame()
  expect(drawn).toEqual([])
  queue.request({}, draw('next'))
  frame()
  expect(drawn).toEqual(['next'])
})

test('a drawing that throws does not stop the others', () => {
  const { queue, drawn, draw, frame } = stage()
  queue.request({}, () => {
    throw new Error('bad chart')
  })
  queue.request({}, draw('good'))
  expect(frame).toThrow()
  frame()
  expect(drawn).toEqual(['good'])
})

test('in one frame only one band of the screen is drawn, the oldest first, and what lies in none', () => {
  const { queue, drawn, draw, frame } = stage()
  queue.request('top left', draw('top left', 1), 0)
  queue.request('bottom', draw('bottom', 1), 3)
  queue.request('anywhere', draw('anywhere', 1))
  queue.request('top right', draw('top right', 1), 0)
  frame()
  expect(drawn).toEqual(['top left', 'anywhere', 'top right'])
  frame()
  expect(drawn.slice(3)).toEqual(['bottom'])
})

test('what a drawing asks for lies where it does, and every band has its turn', () => {
  const { queue, drawn, draw, frame } = stage()
  const moves = (name: string) => {
    const step = () => {
      draw(name, 1)()
      queue.request(step, step)
    }
    return step
  }
  for (const [name, band] of [
    ['top', 0],
    ['bottom', 3],
    ['top too', 0],
  ] as const)
    queue.request(name, moves(name), band)
  for (let n = 0; n < 4; n++) frame()
  expect(drawn).toEqual(['top', 'top too', 'bottom', 'top', 'top too', 'bottom'])
})

test('without room one thing is done a frame, however little it takes', () => {
  const { queue, drawn, draw, frame } = stage(0)
  for (const name of ['a', 'b', 'c']) queue.request(name, draw(name, 0))
  frame()
  expect(drawn).toEqual(['a'])
  frame()
  expect(drawn).toEqual(['a', 'b'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseNode, type Node } from './choose.ts'

const node = (name: string, state: Node['state'] = 'ready', lines = 0): Node => ({ url: `http://${name}`, state, lines })
const calls = (nodes: Node[], count: number) =>
  Array.from({ length: count }, (_, turn) => chooseNode(nodes, { address: '10.0.0.1', turn })?.url)

test('requests go round the servers that are ready, and to none that is leaving', () => {
  const [a, b, c] = [node('a'), node('b', 'alive'), node('c')]
  expect(calls([a, b, c], 4)).toEqual([a.url, c.url, a.url, c.url])
})

test('where none is ready, whoever is alive says why; where all are gone, nobody is asked', () => {
  expect(calls([node('a', 'gone'), node('b', 'alive')], 2)).toEqual(['http://b', 'http://b'])
  expect(calls([node('a', 'gone')], 1)).toEqual([undefined])
})

test('a line goes to the server with the fewest', () => {
  const nodes = [node('a', 'ready', 3), node('b', 'ready', 1), node('c', 'alive', 0)]
  expect(chooseNode(nodes, { isLine: true, address: '10.0.0.1', turn: 0 })?.url).toBe('http://b')
})

test('whoever polls meets the same server, whichever other one goes or comes', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 6 }),
      (address, names) => {
        const nodes = names.map((name) => node(name))
        const met = (of: Node[], turn: number) => chooseNode(of, { isPolling: true, address, turn })?.url
        const first = met(nodes, 0)
        for (const [turn, gone] of nodes.entries()) {
          const left = nodes.map((each) => (each === gone ? { ...each, state: 'gone' as const } : each))
          if (gone.url !== first) expect(met(left, turn)).toBe(first)
        }
      },
    ),
  )
})

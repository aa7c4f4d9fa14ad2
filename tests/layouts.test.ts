import type { LayoutsAnswer, SceneVersions } from '@ioc/server/contract'
import { applyProvince, keptConfiguration, loadProvince, type SceneFile } from '@ioc/sql'
import { expect, test } from 'vitest'
import { openWall, serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'

// Scenes and playlists as they are published, kept and refused, over HTTP.

async function desk(database = hungYen()) {
  const held = await database
  const { url } = await serve(held)
  const call = async (path: string, body?: unknown) => {
    const asked =
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }
    const response = await fetch(`${url}/api/layouts${path}`, asked)
    return { status: response.status, body: await response.json() }
  }
  const sceneOf = async (id: string) => {
    const found = ((await call('')).body as LayoutsAnswer).scenes.find((each) => each.id === id)
    if (!found) throw new Error(`no scene ${id}`)
    return found
  }
  return { database: held, url, call, sceneOf }
}

/** The two first tiles of a scene have changed places. */
function swapped(scene: SceneFile): SceneFile {
  const [a, b, ...rest] = scene.places as [SceneFile['places'][number], SceneFile['places'][number]]
  return { ...scene, places: [{ ...b, tile: a.tile }, { ...a, tile: b.tile }, ...rest] }
}

const LAN = { by: 'Lan', why: 'Thu ngân sách đứng trước' }

test('a scene is published with who and why, kept as a version beside the one of its file, and brought back', async () => {
  const { call, sceneOf, url, database } = await desk()
  const { spec, version, madeIn } = await sceneOf('overview')
  expect({ version, madeIn }).toEqual({ version: 1, madeIn: 'file' })
  const next = swapped(spec as SceneFile)
  expect(await call('/scenes/overview', { ...LAN, seen: 1, spec: next })).toMatchObject({ status: 200, body: { version: 2 } })
  const shown = await (await fetch(`${url}/api/scenes/overview`)).json()
  expect(shown.places[0].tile).toBe(next.places[0]?.tile)
  const { body } = (await call('/scenes/overview')) as { body: SceneVersions }
  expect(body).toMatchObject([
    { version: 2, ...LAN, madeIn: 'console', spec: next },
    { version: 1, by: null, spec },
  ])
  expect((await keptConfiguration(database.db)).scenes.find(({ id }) => id === 'overview')).toEqual(next)
  await call('/scenes/overview', { by: 'Hoa', why: 'Khôi phục', seen: 2, spec })
  expect(await sceneOf('overview')).toMatchObject({ version: 3, by: 'Hoa', spec })
  await expect(database.pool.query("update layout_version set why = 'x'")).rejects.toThrow()
})

test('of two who publish the same scene the second is told who was first and when, and nothing of either is lost', async () => {
  const { call, sceneOf } = await desk()
  const spec = (await sceneOf('overview')).spec as SceneFile
  const title = (vi: string) => ({ ...spec, title: { ...spec.title, vi } })
  const answers = await Promise.all(
    ['Lan', 'Hoa'].map((by) => call('/scenes/overview', { by, why: 'Đặt tên', seen: 1, spec: title(`Tên của ${by}`) })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const { by } = await sceneOf('overview')
  const late = answers.find(({ status }) => status === 409)
  expect(late?.body.detail).toMatch(new RegExp(`^${by} đã đổi bố cục này lúc \\d\\d:\\d\\d ngày`))
  expect((await call('/scenes/overview')).body).toHaveLength(2)
})

test('what cannot be shown is refused in words, and stored nowhere', async () => {
  const { call, sceneOf } = await desk()
  const scene = (await sceneOf('overview')).spec as SceneFile
  const [first, second] = scene.places as [SceneFile['places'][number], SceneFile['places'][number]]
  const rest = scene.places.slice(2)
  const broken: [unknown, RegExp][] = [
    [{ ...scene, places: [first, { ...second, column: first.column, row: first.row }, ...rest] }, /đè lên ô «/],
    [{ ...scene, places: [{ ...first, column: 12, width: 6 }, second, ...rest] }, /ra ngoài lưới 12 × 12/],
    [{ ...scene, places: [{ ...first, tile: 'no.such' }, second, ...rest] }, /Không có ô «no\.such»/],
    [{ ...scene, places: [first, { ...second, tile: first.tile }, ...rest] }, /có hai chỗ/],
    [{ ...scene, places: [{ ...first, width: 0 }, second] }, /Cột và hàng tính từ 1/],
    [{ ...scene, places: [{ ...first, width: 1.5 }, second] }, /trọn cột/],
    [{ ...scene, strip: 'no.such' }, /Không có dải chạy/],
    [{ ...scene, columns: 1e9 }, /Nhiều nhất 48 cột/],
    [{ ...scene, title: { vi: 'x'.repeat(100_000), en: 'x' } }, /Rút ngắn/],
    [{ ...scene, title: { vi: 'a\0b', en: 'x' } }, /NUL/],
    [{ ...scene, title: { vi: ' ', en: 'x' } }, /cả tiếng Việt và tiếng Anh/],
    [{ ...scene, places: Array.from({ length: 1_000 }, () => first) }, /Nhiều nhất 100 ô/],
    [{ ...scene, places: Array.from({ length: 60_000 }, () => 1) }, /Nhiều nhất 100 ô/],
    [{ ...scene, places: Array.from({ length: 100_000 }, () => first) }, /lớn hơn mức cho phép/],
    [{ ...scene, id: 'other' }, /Mã trong nội dung/],
    [{ ...scene, more: 1 }, /more/],
  ]
  for (const [spec, why] of broken) {
    const { status, body } = await call('/scenes/overview', { ...LAN, seen: 1, spec })
    expect([400, 413], String(why)).toContain(status)
    expect(body.detail).toMatch(why)
    expect(body.detail.length).toBeLessThan(1_000)
  }
  expect(await call('/scenes/overview', { ...LAN, seen: 1, spec: scene })).toMatchObject({ status: 400 })
  expect(await call('/scenes/overview', { by: 'Lan', why: '', seen: 1, spec: swapped(scene) })).toMatchObject({ status: 400 })
  expect(await call('/scenes/KHÔNG', { ...LAN, seen: null, spec: scene })).toMatchObject({ status: 400 })
  expect(await sceneOf('overview')).toMatchObject({ version: 1 })
})

test('a scene is made from another, and one that is shown somewhere is not taken away; the refusal names where', async () => {
  const { call, sceneOf, database } = await desk()
  const made = {
    ...((await sceneOf('budget')).spec as SceneFile),
    id: 'phong-hop',
    title: { vi: 'Phòng họp', en: 'Meeting room' },
  }
  expect(await call('/scenes/phong-hop', { ...LAN, seen: null, spec: made })).toMatchObject({ status: 200, body: { version: 1 } })
  expect(await call('/scenes/phong-hop', { ...LAN, seen: null, spec: made })).toMatchObject({ status: 409 })
  await database.pool.query(
    `insert into screen (token_sha256, code, code_until, name, paired_by, paired_at, orders) values ('x', '1', now(), 'Sảnh', 'Lan', now(), '{"pinned": "phong-hop", "playlist": "day"}')`,
  )
  const remove = (id: string, seen: number) => call(`/scenes/${id}`, { ...LAN, seen, spec: null })
  expect((await remove('phong-hop', 1)).body.detail).toContain('màn hình «Sảnh»')
  expect((await remove('budget', 1)).body.detail).toContain('vòng chiếu «Vòng chiếu thường ngày»')
  expect((await remove('overview', 1)).body.detail).toContain('luôn có')
  expect(await call('/playlists/day', { ...LAN, seen: 1, spec: null })).toMatchObject({ status: 400 })
  await database.pool.query('update screen set removed_at = now()')
  expect(await remove('phong-hop', 1)).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await sceneOf('phong-hop')).toMatchObject({ spec: null, lastSpec: made })
  expect((await keptConfiguration(database.db)).scenes.map(({ id }) => id)).not.toContain('phong-hop')
  expect(await call('/scenes/phong-hop', { ...LAN, seen: 2, spec: made })).toMatchObject({ status: 200, body: { version: 3 } })
})

test('what was published stands over the files of the product when it starts again, and gives way to a configuration that is applied', async () => {
  const { call, sceneOf, database } = await desk()
  const scene = (await sceneOf('budget')).spec as SceneFile
  const playlist = ((await call('')).body as LayoutsAnswer).playlists[0]?.spec
  await call('/scenes/budget', { ...LAN, seen: 1, spec: swapped(scene) })
  await call('/playlists/day', { ...LAN, seen: 1, spec: { ...playlist, scenes: [{ scene: 'press', for: 30 }] } })
  expect(await call('/scenes/plans', { ...LAN, seen: 1, spec: null })).toMatchObject({ status: 200 })
  const shipped = loadProvince('hung-yen')
  await applyProvince(database, shipped)
  expect(await sceneOf('budget')).toMatchObject({ version: 2, spec: swapped(scene) })
  expect(await sceneOf('plans')).toMatchObject({ version: 2, spec: null })
  // Its file is gone, and a playlist of the console shows it still.
  await applyProvince(database, { ...shipped, scenes: shipped.scenes.filter(({ id }) => id !== 'press'), playlists: [] })
  expect(await sceneOf('press')).toMatchObject({ version: 1, spec: { id: 'press' } })
  await applyProvince(database, shipped, 'command')
  expect(await sceneOf('budget')).toMatchObject({ version: 3, madeIn: 'command', by: null, spec: scene })
  expect(await sceneOf('plans')).toMatchObject({ version: 3, madeIn: 'command', spec: { id: 'plans' } })
})

test('a playlist is published in the same way, and one that shows a scene nobody has is refused', async () => {
  const { call } = await desk()
  const { playlists } = (await call('')).body as LayoutsAnswer
  const day = playlists[0]?.spec
  if (!day) throw new Error('no playlist')
  const publish = (spec: unknown, seen: number) => call('/playlists/day', { ...LAN, seen, spec })
  expect((await publish({ ...day, scenes: [{ scene: 'no-such', for: 30 }] }, 1)).body.detail).toContain('«no-such»')
  expect((await publish({ ...day, scenes: [] }, 1)).body.detail).toContain('ít nhất một cảnh')
  expect(
    (await publish({ ...day, scenes: [{ scene: 'overview', for: 30, hours: ['25:00', '07:00'] }] }, 1)).body.detail,
  ).toContain('giờ:phút')
  const quiet = { ...day, scenes: day.scenes.slice(0, 2).reverse() }
  expect(await publish(quiet, 1)).toMatchObject({ status: 200, body: { version: 2 } })
  expect(((await call('')).body as LayoutsAnswer).playlists[0]).toMatchObject({ version: 2, by: 'Lan', spec: quiet })
})

test('whoever listens hears that a scene changed, by whichever server it was published', async () => {
  const { call, sceneOf, database, url } = await desk()
  const other = await serve(database)
  const wall = await openWall(other.url)
  const pulses: { layouts: number }[] = []
  wall.socket.on('pulse', (pulse: { layouts: number }) => pulses.push(pulse))
  const { layouts } = await (await fetch(`${url}/api/scenes/budget`)).json()
  await call('/scenes/budget', { ...LAN, seen: 1, spec: swapped((await sceneOf('budget')).spec as SceneFile) })
  await until('news of layouts', () => (pulses.at(-1)?.layouts ?? 0) > layouts)
  expect((await (await fetch(`${other.url}/api/scenes/budget`)).json()).layouts).toBe(pulses.at(-1)?.layouts)
})

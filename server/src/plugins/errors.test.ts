import fastify from 'fastify'
import { expect, test } from 'vitest'
import { mapErrors } from './errors.ts'

test.each([
  ['53100', 'Ổ đĩa của máy chủ đã đầy'],
  ['ENOSPC', 'Ổ đĩa của máy chủ đã đầy'],
  ['53300', 'Cơ sở dữ liệu chưa trả lời'],
  ['57P03', 'Cơ sở dữ liệu chưa trả lời'],
])('what passes or an administrator mends (%s) is told so, and to come again', async (code, said) => {
  const app = fastify()
  mapErrors(app)
  app.get('/', () => {
    throw Object.assign(new Error('could not extend file "base/1/2"'), { code })
  })
  const answer = await app.inject('/')
  expect([answer.statusCode, answer.json().detail]).toEqual([503, expect.stringContaining(said)])
  expect(answer.body).not.toContain('base/1/2')
})

test('so is a line to the database that is cut, of which the driver has no code', async () => {
  const app = fastify()
  mapErrors(app)
  app.get('/', () => {
    throw new Error('Connection terminated unexpectedly')
  })
  const answer = await app.inject('/')
  expect([answer.statusCode, answer.json().detail]).toEqual([503, expect.stringContaining('Cơ sở dữ liệu chưa trả lời')])
})

test('what nobody foresaw is told by its id alone', async () => {
  const app = fastify()
  mapErrors(app)
  app.get('/', () => {
    throw new Error('password=x')
  })
  const answer = await app.inject('/')
  expect([answer.statusCode, answer.json().requestId]).toEqual([500, expect.any(String)])
  expect(answer.body).not.toContain('password')
})

test('an address where nothing is is refused as everything else is, and not said back', async () => {
  const app = fastify()
  mapErrors(app)
  for (const [language, said] of [
    ['vi', 'Địa chỉ này không có gì'],
    ['en', 'There is nothing at this address'],
  ] as const) {
    const answer = await app.inject({ url: '/api/rules/lan@example.vn/./rows', headers: { 'accept-language': language } })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
    ])
    expect(answer.json()).toMatchObject({
      title: 'Not found',
      detail: expect.stringContaining(said),
      requestId: answer.json().requestId,
    })
    expect(answer.body).not.toContain('lan@example.vn')
  }
})

test('what a contract asks for is said without where in the request it was, in either language', async () => {
  const app = fastify()
  mapErrors(app)
  app.get('/', () => {
    throw Object.assign(new Error('body/fullName Ghi họ tên.'), { statusCode: 400 })
  })
  const said = async (language: string) =>
    (await app.inject({ url: '/', headers: { 'accept-language': language } })).json().detail
  expect([await said('vi'), await said('en')]).toEqual(['Ghi họ tên.', 'Write the full name.'])
})

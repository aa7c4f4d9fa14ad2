import type { ConnectorOption, KindOption } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { wordsOfPath } from './words-of-path.ts'

const connector = {
  form: {
    properties: {
      url: { title: 'Địa chỉ', titleEn: 'Address' },
      auth: {
        title: 'Đăng nhập',
        oneOf: [{ properties: { kind: { const: 'none' } } }, { properties: { token: { title: 'Mã' } } }],
      },
    },
  },
} as unknown as ConnectorOption
const kinds = [{ targets: [{ name: 'received_at', title: { vi: 'Ngày tiếp nhận', en: 'Received' } }] }] as unknown as KindOption[]
const words = (path: string, language: 'vi' | 'en' = 'vi') => wordsOfPath(path, { connector, kinds, language })

test('a path is called what its field is called where it is typed, as far as the form knows it', () => {
  expect(words('settings.url')).toEqual(['Địa chỉ'])
  expect(words('settings.url', 'en')).toEqual(['Address'])
  expect(words('settings.auth.token')).toEqual(['Đăng nhập', 'Mã'])
  expect(words('settings.auth.khong_co')).toEqual(['Đăng nhập'])
  expect(words('map.received_at.from')).toEqual(['Ngày tiếp nhận'])
  expect([words('map.khac.from'), words('promise')]).toEqual([[], []])
})

import { expect, test } from 'vitest'
import { channelForms, OUTWARD } from './channels.ts'
import { channelSchema } from './schema.ts'

interface Field {
  title?: string
  titleEn?: string
  help?: string
  helpEn?: string
}

test.each(OUTWARD)('what %s asks is said and explained in both languages', (key) => {
  const { properties } = channelSchema(key) as { properties: Record<string, Field> }
  for (const [name, { title, titleEn, help, helpEn }] of Object.entries(properties))
    expect({ name, title, titleEn, help, helpEn }).toEqual({
      name,
      ...{ title: expect.any(String), titleEn: expect.any(String), help: expect.any(String), helpEn: expect.any(String) },
    })
})

test.each([
  ['email', 'lan.nt@hungyen.gov.vn', 'lan.nt@'],
  ['sms', '0912 345 678', '0912 345'],
  ['zalo', '4420011223344', 'lan'],
  ['webhook', 'https://example.vn/hook', 'ftp://example.vn'],
] as const)('an address of %s is one or is told to be none', (key, right, wrong) => {
  expect(channelForms[key].addressTrouble(right)).toBeNull()
  expect(channelForms[key].addressTrouble(wrong)?.vi).toContain(wrong)
})

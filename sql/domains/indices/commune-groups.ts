import type { Localised } from '../../src/pack/pack.ts'

/** The six groups of criteria a commune's digital transformation is scored by, in the order they are printed. */
export const COMMUNE_GROUPS: Record<string, Localised> = {
  infrastructure: { vi: 'Hạ tầng và nền tảng số', en: 'Infrastructure and platforms' },
  workforce: { vi: 'Nhân lực số', en: 'Digital workforce' },
  security: { vi: 'An toàn thông tin, an ninh mạng', en: 'Information security' },
  government: { vi: 'Hoạt động chính quyền số', en: 'Digital government' },
  economy: { vi: 'Kinh tế số', en: 'Digital economy' },
  society: { vi: 'Xã hội số', en: 'Digital society' },
}

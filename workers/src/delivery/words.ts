import type { AlertLetter, Letter } from '@ioc/sql'

type Group = AlertLetter['groups'][number]
type Line = Group['lines'][number]

const LEVEL = { critical: 'Nghiêm trọng', warn: 'Cảnh báo', watch: 'Theo dõi' }
const BARS = '▁▂▃▄▅▆▇█'

/** What it is about, in one line; of an exercise that comes first. */
export function headline(letter: Letter): string {
  return letter.exercise === undefined ? about(letter) : `DIỄN TẬP – ${about(letter)}`
}

/** What stands above everything else in a message of an exercise. */
export const exerciseLine = ({ exercise }: Letter): string[] =>
  exercise === undefined ? [] : [`DIỄN TẬP: ${exercise}. Không phải tình huống thật.`]

function about(letter: Letter): string {
  if (letter.about === 'note') return letter.headline
  const { groups, total, isEscalated } = letter
  const [first] = groups
  if (!first) return 'Không còn cảnh báo'
  const over = groups.every(({ lines }) => lines.every(({ kind }) => kind === 'ended'))
  const handed = groups.some(({ lines }) => lines.some(({ kind }) => kind === 'handed'))
  const begin = over ? 'Đã hết: ' : handed ? 'Bàn giao ca trực: ' : isEscalated ? 'Chưa ai tiếp nhận: ' : ''
  const level = over ? '' : `[${LEVEL[first.level]}] `
  if (groups.length > 1) return `${level}${begin}${total} cảnh báo, ${groups.length === 8 ? 'từ 8' : groups.length} nguyên nhân`
  const [line] = first.lines
  const where = first.of === 1 ? (line?.unit ? ` – ${line.unit}` : '') : ` – ${first.of} nơi`
  return `${level}${begin}${first.title.vi}${where}`
}

/** As plain text, for a person who reads no pictures. */
export function plainText(letter: Letter, home: string): string {
  const above = exerciseLine(letter).flatMap((line) => [line, ''])
  if (letter.about === 'note')
    return [...above, letter.headline, '', ...letter.lines, '', `Xem: ${linkOf(letter, home)}`].join('\n')
  const { groups, left, isEscalated } = letter
  return [
    ...above,
    ...(isEscalated ? ['Người được báo trước chưa tiếp nhận trong thời gian quy định.', ''] : []),
    ...groups.flatMap((group) => [
      `${LEVEL[group.level].toLocaleUpperCase('vi')} · ${group.title.vi}`,
      ...group.lines.map((line) => `- ${sayLine(line, group)}${bars(line.trend)}`),
      ...(group.of > group.lines.length ? [`- và ${group.of - group.lines.length} nơi khác`] : []),
      '',
    ]),
    ...(left > 0 ? [`Còn ${left} cảnh báo khác.`, ''] : []),
    `Xem và tiếp nhận: ${linkOf(letter, home)}`,
  ].join('\n')
}

/** In so few letters as fit three parts of a short message; without diacritics they are ASCII. */
export function shortText(letter: Letter, home: string, { longest, ascii }: { longest: number; ascii: boolean }): string {
  const [group] = letter.about === 'alerts' ? letter.groups : []
  const [line] = group?.lines ?? []
  const link = linkOf(letter, home)
  const said = [headline(letter), ...(group && line && group.of === 1 ? [numbersOf(line, group)] : [])].filter(Boolean).join('. ')
  const text = ascii ? withoutMarks(said) : said
  const room = longest - link.length - 1
  return `${text.length > room ? `${text.slice(0, room - 3)}...` : text} ${link}`
}

/** An alert by itself, or the list of those nobody has seen to. */
export function linkOf(letter: Letter, home: string): string {
  return `${home}${pathOf(letter)}`
}

export function pathOf(letter: Letter): string {
  return pathIn(letter, realPathOf(letter))
}

/** A path of the console; what is of an exercise is seen to in its own. */
export function pathIn({ exercise }: Letter, path: string): string {
  return exercise === undefined ? path : path.replace(/^\/console\//, '/console/exercise/')
}

function realPathOf(letter: Letter): string {
  if (letter.about === 'note') return letter.path
  const alert = letter.groups[0]?.lines[0]?.alert
  return letter.total === 1 && alert !== undefined ? `/console/alerts/${alert}` : '/console/alerts'
}

export function levelOf({ level }: Pick<Group, 'level'>): string {
  return LEVEL[level]
}

function sayLine(line: Line, group: Group): string {
  const state = { told: '', escalated: ', chưa ai tiếp nhận', handed: ', nhận bàn giao', ended: ', đã hết' }[line.kind]
  return `${line.unit ?? 'Nguồn dữ liệu'}: ${numbersOf(line, group) || LEVEL[line.level].toLocaleLowerCase('vi')}, từ ${momentOf(line.since)}${state}`
}

/** «71,2 % (ngưỡng 80, mục tiêu 98)» */
export function numbersOf({ measured, bound, target }: Line, { unit, decimals }: Group): string {
  if (measured === null) return ''
  const beside = [
    ...(bound === null ? [] : [`ngưỡng ${said(bound, decimals)}`]),
    ...(target === null ? [] : [`mục tiêu ${said(target, decimals)}`]),
  ]
  return `${said(measured, decimals)}${unit ? ` ${unit.vi}` : ''}${beside.length > 0 ? ` (${beside.join(', ')})` : ''}`
}

function said(value: number, decimals: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: Math.max(decimals, 1) })
}

/** «08:15 ngày 28/11/2026», in Hanoi. */
export function momentOf(iso: string): string {
  const two = '2-digit' as const
  const parts = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    ...{ hour: two, minute: two, day: two, month: two, year: 'numeric', hourCycle: 'h23' },
  })
  const { hour, minute, day, month, year } = Object.fromEntries(
    parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  )
  return `${hour}:${minute} ngày ${day}/${month}/${year}`
}

/** How it went, in letters: « ▁▂▅█». */
function bars(trend: (number | null)[]): string {
  const told = trend.filter((value) => value !== null)
  if (told.length < 2) return ''
  const [low, high] = [Math.min(...told), Math.max(...told)]
  const bar = (value: number | null) =>
    value === null ? ' ' : BARS[Math.round(((value - low) / (high - low || 1)) * (BARS.length - 1))]
  return ` ${trend.map(bar).join('').trim()}`
}

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[–—]/g, '-')
    .replace(/[«»“”]/g, '"')
    .replace(/[^\x20-\x7e]/g, '?')
}

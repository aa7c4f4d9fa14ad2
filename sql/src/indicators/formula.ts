import jsep from 'jsep'
import type { Measure, Where } from '../pack/pack.ts'
import type { UnitId, UnitsOfMeasurement } from '../pack/units-of-measurement.ts'
import { evaluateNode, type FormulaNode, type Operator } from './formula-tree.ts'
import { MeaningFault } from './meaning-fault.ts'

// The language of indicator formulas, over measures and numbers:
//
//   dossiers.received                            the measure over the reading's period
//   pick(dossiers.received, channel, 'online')   only where the dimension has one of the values
//   begun(dossiers.open)                         only buckets that have begun by the moment of reading
//   begun(security.open, 30)                     only those that had begun 30 days before it
//   stood(procedures.listed)                     what stood when the period ended, or stands by now in one under way: every bucket up to then
//   due(certificates.valid, 30)                  only those that will have begun 30 days after it, the begun ones among them
//   pick(begun(dossiers.open), field, 'Đất đai')  both at once
//   count(dossiers.days_taken, dossier)          how many contributions stand behind what adds up, in the unit of measurement given
//   distinct(dossiers.received_by_procedure, procedure, procedure)
//                                                how many values of the dimension it counts something of, in the unit of measurement
//                                                given: each once, however many units and dossiers it has
//   distinct(a, procedure, procedure, b)         only of those that b counts something of too
//   share(a, b, none)                            a as a percentage of b, of like units; no number where b is 0
//   share(a, b, 0)                               the same, and 0 % where b is 0
//   ratio(a, b, none)                            a for each b: dong and person make dong_per_person, like units a bare ratio;
//                                                beds for each 10 000 people, where a unit of measurement is declared so
//   median(reports.completed, took_days, day, 1, 3, 7)
//                                                the middle of what is counted in bins: dimension values '1', '3', '7' and 'over',
//                                                each named by the upper edge of its bin, in the unit of measurement given
//   percentile(95, reports.completed, took_days, day, 1, 3, 7)
//                                                the same, with so many in a hundred at or below it
//   of(share(a, b, none), share(c, d, none))     a percentage of a percentage: 60 % of 90 % is 54 %; or of points, a part of them
//   yearBefore(x)                                x over the same days of the year before, whatever is named in it:
//                                                share(a, yearBefore(a), none) is growth, as a percentage of the same period
//   points(share(a, b, none), yearBefore(share(a, b, none)))
//                                                one percentage less another, in percentage points
//   score(share(a, b, none), 80, 12)             points for a percentage: 12 from 80 % on, below that in proportion
//   lost(share(a, b, 100), 80, 12)               those of the 12 that it does not bring
//   whole(x)                                     x as it is of all, where an indicator is asked of one value of a dimension
//   a + b, a - b                                 like units only
//   a * 2, a / 1000                              by a number; measures divide only in share and ratio, which say what zero means

/** A measure as a formula uses it: one number to fetch per unit and period. */
export interface Term {
  measure: Measure
  dim?: string
  values?: string[]
  begun: boolean
  /** Days from the moment of reading to where `begun` draws the line; before it where negative, at it where absent. */
  days?: number
  /** Of the period, only what had begun by the moment of reading: what falls due this afternoon is not late this morning. */
  soFar?: true
  /** Every bucket up to the end of the period, or of the step: what stood then. */
  stood?: true
  /** Counted over the same days of the year before. */
  yearBefore?: true
  /** Counted whole even where its indicator is narrowed to some values of a dimension: what a share is a share of. */
  whole?: true
  /** What it is narrowed to: by dimension, the values that count. */
  where?: Where
  /** How many contributions there are, in this unit of measurement, and not what they add up to. */
  count?: UnitId
  /**
   * How many values of a dimension it counts something of, in this unit of measurement, and not what that adds up to; `among` counts
   * the values that may count.
   */
  distinct?: { dim: string; unit: UnitId; among?: Term }
}

/** What its number is measured in. */
export const unitOf = ({ measure, count, distinct }: Term): UnitId => distinct?.unit ?? count ?? measure.unit

/** The terms of a formula and, after them, those that only stand within another: all that it counts, each once. */
export function termsWithin(terms: readonly Term[]): Term[] {
  const within = terms.flatMap(({ distinct }) => distinct?.among ?? [])
  const others = new Map(within.map((term) => [JSON.stringify(term), term]))
  for (const term of within.length > 0 ? terms : []) others.delete(JSON.stringify(term))
  return [...terms, ...others.values()]
}

/** The dimensions a term can be narrowed to or split by. */
export const dimsOf = ({ measure, distinct }: Term): string[] => [...measure.dims, ...(distinct?.among?.measure.dims ?? [])]

/** The dimensions a term picks values of. */
export const pickedBy = ({ dim, where = {} }: Pick<Term, 'dim' | 'where'>): string[] => [
  ...(dim ? [dim] : []),
  ...Object.keys(where),
]

/** The smallest count a term may tell: how many values occur tells as much of what is counted as the counts themselves. */
export function smallestOf({ measure, distinct }: Term): number | undefined {
  const all = [measure.smallest, distinct?.among?.measure.smallest].flatMap((smallest) => smallest ?? [])
  return all.length > 0 ? Math.max(...all) : undefined
}

export interface Formula {
  text: string
  /** Each once, however often the text names it. */
  terms: Term[]
  tree: FormulaNode
  unit: UnitId
  /** Whether its values for parts (of the province, of the year) may be added up to the value for the whole. */
  additive: { units: boolean; time: boolean }
  /** The coarsest of its measures: no finer figure exists. */
  grain: Measure['grain']
  /** Values in the order of `terms`; null is the lack of a number and stays one through every operation. */
  evaluate(values: (number | null)[]): number | null
}

/** Whether it is taken from something: of nothing it has no value, so that its 0 is none of some. */
export const isQuotient = ({ tree }: Pick<Formula, 'tree'>): boolean => tree.kind === 'share' || tree.kind === 'ratio'

/**
 * Parses and checks a formula. Throws with the place and the cure: a bad definition never reaches a wall. `wanted` is the unit
 * of measurement it should yield, where a ratio could have several.
 */
export function compileFormula(
  text: string,
  measures: Map<string, Measure>,
  units: UnitsOfMeasurement,
  wanted?: UnitId,
): Formula {
  const terms: Term[] = []
  let isYearBefore = false
  let isWhole = false
  const { node: tree, unit, linear } = compile(parse(text))
  if (terms.length === 0) throw refuse('it names no measure', 'công thức không nêu số liệu nào')
  if (terms[0]?.yearBefore)
    throw refuse(
      'it begins with the year before; name first what that is set against',
      'công thức bắt đầu bằng năm trước; nêu trước số được so với năm trước',
    )
  const used = termsWithin(terms).map((term) => term.measure)
  // The year before is told of by its days.
  const grains = [...used.map(({ grain }) => grain), ...(terms.some((term) => term.yearBefore) ? ['day' as const] : [])]
  return {
    text,
    terms,
    tree,
    unit,
    additive: {
      units: linear && used.every((measure) => measure.units === 'sum'),
      // What has begun by now is a stock: yesterday's and today's are largely the same. 28 and 29 February have one day before them.
      time: linear && terms.every((term) => term.measure.time === 'sum' && !term.begun && !term.stood && !term.yearBefore),
    },
    grain: GRAINS[Math.max(...grains.map((grain) => GRAINS.indexOf(grain)))] as Measure['grain'],
    evaluate: (values) => evaluateNode(tree, values),
  }

  function compile(node: jsep.Expression): Compiled {
    if (node.type === 'Literal') return literal(node as jsep.Literal)
    if (node.type === 'MemberExpression') return term({ measure: measureOf(node), begun: false })
    if (node.type === 'CallExpression') return call(node as jsep.CallExpression)
    if (node.type === 'BinaryExpression') return binary(node as jsep.BinaryExpression)
    throw refuse(`«${node.type}» is not part of the language`, `«${node.type}» không có trong ngôn ngữ công thức`)
  }

  function literal({ value }: jsep.Literal): Compiled {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw refuse(`${JSON.stringify(value)} stands where a number should`, `${JSON.stringify(value)} đứng ở chỗ của một con số`)
    return { node: { kind: 'number', value }, unit: 'count', constant: true, linear: false }
  }

  function term(named: Term): Compiled {
    const wanted = placed(named)
    const same = terms.findIndex((known) => JSON.stringify(known) === JSON.stringify(wanted))
    const place = same >= 0 ? same : terms.push(wanted) - 1
    return { node: { kind: 'term', term: place }, unit: unitOf(wanted), constant: false, linear: !wanted.distinct }
  }

  /** A term as what stands around it has it. */
  function placed(named: Term): Term {
    const { measure, dim, values, begun, distinct } = named
    if (isYearBefore && begun)
      throw refuse(
        `how much of ${measure.id} had begun a year ago is asked with asOf, not in a formula`,
        `${measure.id} một năm trước đã bắt đầu bao nhiêu thì hỏi bằng asOf, không hỏi trong công thức`,
      )
    if (isYearBefore && measure.units === 'none')
      throw refuse(
        `${measure.id} does not add up over units, so a unit born of a merger has none of the year before`,
        `${measure.id} không cộng được giữa các đơn vị, nên đơn vị lập sau sắp xếp không có số của năm trước`,
      )
    if (measure.apart !== undefined && (dim !== measure.apart || values?.length !== 1))
      throw refuse(
        `the values of ${measure.id} by «${measure.apart}» tell the same thing over again; pick one of them`,
        `các giá trị của ${measure.id} theo «${measure.apart}» nói lại cùng một việc; dùng pick để chọn một giá trị`,
      )
    return {
      ...named,
      ...(distinct?.among && { distinct: { ...distinct, among: placed(distinct.among) } }),
      ...(isYearBefore && { yearBefore: true }),
      ...(isWhole && { whole: true }),
    }
  }

  function call(node: jsep.CallExpression): Compiled {
    const { callee, arguments: args } = node
    const name = (callee as jsep.Identifier).name
    if (isBegun(node) || isPick(node)) return term(termOf(node))
    if (name === 'count' && args.length === 2) return count(args)
    if (name === 'distinct' && (args.length === 3 || args.length === 4)) return distinct(args)
    if (name === 'soFar' && args.length === 1) return soFar(args[0])
    if (name === 'whole' && args.length === 1) return ofAll(args)
    if ((name === 'share' || name === 'ratio') && args.length >= 2 && args.length <= 3) return division(name, args)
    if (name === 'median' && args.length >= 4) return median(args)
    if (name === 'of' && args.length === 2) return percentOf(args)
    if (name === 'yearBefore' && args.length === 1) return ofYearBefore(args)
    if (name === 'points' && args.length === 2) return points(args)
    if ((name === 'score' || name === 'lost') && args.length === 3) return score(name, args)
    if (name === 'percentile' && args.length >= 5) return percentile(args)
    throw refuse(
      `«${name}» with ${args.length} arguments is not part of the language (pick, begun, due, stood, soFar, count, distinct, whole, share, ratio, median, percentile, of, yearBefore, points, score, lost)`,
      `«${name}» với ${args.length} đối số không có trong ngôn ngữ công thức (pick, begun, due, stood, soFar, count, distinct, whole, share, ratio, median, percentile, of, yearBefore, points, score, lost)`,
    )
  }

  function termOf(node: jsep.Expression | undefined): Term {
    if (isBegun(node)) return begunOf(node)
    return isPick(node) ? pickOf(node.arguments) : { measure: measureOf(node), begun: false }
  }

  function soFar(target: jsep.Expression | undefined): Compiled {
    const of = termOf(target)
    if (of.stood)
      throw refuse('what stood at the end of a period is no part of it', 'số còn lại cuối kỳ không phải một phần của kỳ')
    if (of.begun)
      throw refuse(
        'what has begun has done so by the moment of reading; soFar is of a period',
        'begun tính đến lúc đọc; soFar dùng cho một kỳ',
      )
    if (isYearBefore)
      throw refuse(
        'the year before is over; nothing of it is still to begin',
        'năm trước đã hết, không còn phần nào chưa bắt đầu',
      )
    if (of.measure.time !== 'sum')
      throw refuse(
        `${of.measure.id} does not add up over time, so nothing of it is still to begin`,
        `${of.measure.id} không cộng được theo thời gian, nên không có phần nào chưa bắt đầu`,
      )
    return term({ ...of, soFar: true })
  }

  function pickOf([target, dim, ...literals]: jsep.Expression[]): Term {
    if (isPick(target))
      throw refuse(
        'pick within pick; a measure is picked from by one dimension',
        'pick lồng trong pick; một số liệu chỉ chọn theo một chiều',
      )
    const from = termOf(target)
    const { measure } = from
    const name = (dim as jsep.Identifier).name
    if (!measure.dims.includes(name))
      throw refuse(
        `${measure.id} has no dimension «${name}» (${measure.dims.join(', ') || 'none'})`,
        `${measure.id} không có chiều «${name}» (có: ${measure.dims.join(', ') || 'không có chiều nào'})`,
      )
    const values = literals.map((literal) => (literal as jsep.Literal).value)
    if (!values.every((value) => typeof value === 'string'))
      throw refuse("pick takes values in quotes: 'online'", "giá trị trong pick đặt trong dấu nháy: 'online'")
    if (new Set(values).size < values.length) throw refuse('pick names a value twice', 'pick nêu một giá trị hai lần')
    return { ...from, dim: name, values }
  }

  function count([target, counted]: jsep.Expression[]): Compiled {
    const unit = (counted as jsep.Identifier).name
    if (typeof unit !== 'string' || !units[unit])
      throw refuse(
        'count says what it counts in: count(dossiers.days_taken, dossier)',
        'count phải nói đếm bằng đơn vị gì: count(dossiers.days_taken, dossier)',
      )
    const of = termOf(target)
    if (of.measure.time !== 'sum')
      throw refuse(
        `${of.measure.id} does not add up over time, so nobody counts what is behind it`,
        `${of.measure.id} không cộng được theo thời gian, nên không đếm được số trường hợp đằng sau`,
      )
    return term({ ...of, count: unit })
  }

  function distinct([target, dim, counted, among]: jsep.Expression[]): Compiled {
    const [name, unit] = [dim, counted].map((node) => (node as jsep.Identifier).name) as [string, string]
    if (typeof unit !== 'string' || !units[unit])
      throw refuse(
        'distinct says what the values are counted in: distinct(dossiers.received_by_procedure, procedure, procedure)',
        'distinct phải nói đếm giá trị bằng đơn vị gì: distinct(dossiers.received_by_procedure, procedure, procedure)',
      )
    const [of, other] = [target, among].map((node) => node && valuesOf(node)) as [Term, Term | undefined]
    return term({ ...of, distinct: { dim: name, unit, ...(other && { among: { ...other, distinct: { dim: name, unit } } }) } })

    function valuesOf(node: jsep.Expression): Term {
      const of = termOf(node)
      const { id, dims, time, units } = of.measure
      if (!dims.includes(name))
        throw refuse(
          `${id} has no dimension «${name}» (${dims.join(', ') || 'none'})`,
          `${id} không có chiều «${name}» (có: ${dims.join(', ') || 'không có chiều nào'})`,
        )
      if (time !== 'sum' || units !== 'sum')
        throw refuse(
          `${id} does not add up over time and units, so nobody says which values occur in a period`,
          `${id} không cộng được theo thời gian và đơn vị, nên không nói được trong kỳ có những giá trị nào`,
        )
      return of
    }
  }

  function begunOf({ callee, arguments: [target, away] }: jsep.CallExpression): Term {
    const measure = measureOf(target)
    if (measure.time !== 'sum')
      throw refuse(
        `${measure.id} does not add up over time, so nothing of it has begun or falls due`,
        `${measure.id} không cộng được theo thời gian, nên không có phần nào đã bắt đầu hay đến hạn`,
      )
    if ((callee as jsep.Identifier).name === 'stood') return { measure, begun: false, stood: true }
    if (!away) return { measure, begun: true }
    const { value: days } = away as jsep.Literal
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > MAX_DAYS_AWAY)
      throw refuse(
        `a line is drawn whole days away, 1 to ${MAX_DAYS_AWAY}: due(${measure.id}, 30), begun(${measure.id}, 30)`,
        `mốc cách một số ngày tròn, từ 1 đến ${MAX_DAYS_AWAY}: due(${measure.id}, 30), begun(${measure.id}, 30)`,
      )
    return { measure, begun: true, days: (callee as jsep.Identifier).name === 'due' ? days : -days }
  }

  function division(kind: 'share' | 'ratio', [first, second, third]: jsep.Expression[]): Compiled {
    const a = compile(first as jsep.Expression)
    const b = compile(second as jsep.Expression)
    const unit = kind === 'share' ? shareUnit(a.unit, b.unit) : ratioUnit(a.unit, b.unit)
    const each = kind === 'ratio' ? units[unit]?.each : undefined
    const zero = third ? zeroOf(third) : undefined
    if (zero === undefined)
      throw refuse(
        `${kind} must say what it means where the second is 0: ${kind}(a, b, none) for no number, or ${kind}(a, b, 0)`,
        `${kind} phải nói khi số thứ hai bằng 0 thì sao: ${kind}(a, b, none) là không có số, hoặc ${kind}(a, b, 0)`,
      )
    const node: FormulaNode = { kind, numerator: a.node, denominator: b.node, zero, ...(each === undefined ? {} : { each }) }
    return { node, unit, constant: false, linear: false }
  }

  function median([target, dim, measured, ...literals]: jsep.Expression[]): Compiled {
    const unit = (measured as jsep.Identifier).name
    if (typeof unit !== 'string' || !units[unit])
      throw refuse(
        'median says what its edges are measured in: median(a, took, hour, 1, 4)',
        'median phải nói các mốc tính bằng đơn vị gì: median(a, took, hour, 1, 4)',
      )
    const edges = literals.map((literal) => (literal as jsep.Literal).value)
    if (!edges.every((edge, place) => typeof edge === 'number' && edge > ((edges[place - 1] as number | undefined) ?? 0)))
      throw refuse(
        'the edges of a median are numbers above 0, each above the one before',
        'các mốc của median là số lớn hơn 0, mốc sau lớn hơn mốc trước',
      )
    const bins = [...edges.map(String), BEYOND].map((value) => {
      const literal: jsep.Literal = { type: 'Literal', value, raw: value }
      return term(pickOf([target as jsep.Expression, dim as jsep.Expression, literal])).node
    })
    return { node: { kind: 'median', bins, edges: edges as number[] }, unit, constant: false, linear: false }
  }

  function percentile([share, ...rest]: jsep.Expression[]): Compiled {
    const { value: percent } = share as jsep.Literal
    if (typeof percent !== 'number' || !(percent > 0 && percent < 100))
      throw refuse(
        'a percentile is a number between 0 and 100: percentile(95, a, took, hour, 1, 4)',
        'phân vị là một số giữa 0 và 100: percentile(95, a, took, hour, 1, 4)',
      )
    const { node, ...compiled } = median(rest)
    return { ...compiled, node: { ...node, percent } as FormulaNode }
  }

  function percentOf(args: jsep.Expression[]): Compiled {
    const [left, right] = args.map(compile) as [Compiled, Compiled]
    if ((left.unit !== 'percent' && left.unit !== 'point') || right.unit !== 'percent')
      throw refuse(
        `of takes two percentages, or points and a percentage, not ${left.unit} and ${right.unit}: of(share(a, b, none), share(c, d, none))`,
        `of nhận hai tỷ lệ phần trăm, hoặc điểm và tỷ lệ phần trăm, không phải ${left.unit} và ${right.unit}: of(share(a, b, none), share(c, d, none))`,
      )
    return { node: { kind: 'of', left: left.node, right: right.node }, unit: left.unit, constant: false, linear: false }
  }

  function ofYearBefore([only]: jsep.Expression[]): Compiled {
    if (isYearBefore)
      throw refuse(
        'yearBefore within yearBefore; one year is as far as a formula looks back',
        'yearBefore lồng trong yearBefore; công thức chỉ nhìn lại một năm',
      )
    isYearBefore = true
    const compiled = compile(only as jsep.Expression)
    isYearBefore = false
    if (compiled.constant)
      throw refuse(
        'yearBefore is of a measure or a formula, not of a number',
        'yearBefore dùng cho số liệu hoặc công thức, không dùng cho một con số',
      )
    return compiled
  }

  function ofAll([only]: jsep.Expression[]): Compiled {
    const wasWhole = isWhole
    isWhole = true
    const compiled = compile(only as jsep.Expression)
    isWhole = wasWhole
    if (compiled.constant)
      throw refuse(
        'whole is of a measure or a formula, not of a number',
        'whole dùng cho số liệu hoặc công thức, không dùng cho một con số',
      )
    return compiled
  }

  function points(args: jsep.Expression[]): Compiled {
    const [left, right] = args.map(compile) as [Compiled, Compiled]
    if (left.unit !== 'percent' || right.unit !== 'percent')
      throw refuse(
        `points takes two percentages, not ${left.unit} and ${right.unit}: points(share(a, b, none), yearBefore(share(a, b, none)))`,
        `points nhận hai tỷ lệ phần trăm, không phải ${left.unit} và ${right.unit}: points(share(a, b, none), yearBefore(share(a, b, none)))`,
      )
    const node: FormulaNode = { kind: 'operation', operator: '-', left: left.node, right: right.node }
    return { node, unit: 'percentage_point', constant: false, linear: false }
  }

  function score(name: 'score' | 'lost', [first, ...literals]: jsep.Expression[]): Compiled {
    const { node: rate, unit } = compile(first as jsep.Expression)
    if (unit !== 'percent')
      throw refuse(
        `${name} is of a percentage, not of ${unit}: ${name}(share(a, b, none), 80, 12)`,
        `${name} dùng cho tỷ lệ phần trăm, không dùng cho ${unit}: ${name}(share(a, b, none), 80, 12)`,
      )
    const [threshold, max] = literals.map((literal) => (literal as jsep.Literal).value)
    if (typeof threshold !== 'number' || typeof max !== 'number' || !(threshold > 0 && threshold <= 100) || !(max > 0))
      throw refuse(
        `${name} names the percentage from which all points are given, up to 100, and how many those are`,
        `${name} nêu tỷ lệ được trọn điểm, không quá 100, và số điểm ấy`,
      )
    return { node: { kind: name, rate, threshold, max }, unit: 'point', constant: false, linear: false }
  }

  function zeroOf(node: jsep.Expression): number | null | undefined {
    if (node.type === 'Identifier' && (node as jsep.Identifier).name === 'none') return null
    const { value } = node as jsep.Literal
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  }

  function shareUnit(part: UnitId, whole: UnitId): UnitId {
    if (part !== whole)
      throw refuse(
        `share mixes ${part} and ${whole}; for unlike units write ratio(a, b, none)`,
        `share gộp ${part} với ${whole}; khác đơn vị tính thì viết ratio(a, b, none)`,
      )
    return 'percent'
  }

  function ratioUnit(of: UnitId, per: UnitId): UnitId {
    const known = Object.keys(units).filter((id) => units[id]?.of === of && units[id]?.per === per)
    if (wanted !== undefined && known.includes(wanted)) return wanted
    if (of === per) return 'ratio'
    const [only] = known
    if (only === undefined)
      throw refuse(
        `ratio mixes ${of} and ${per}; declare what one per the other is called, under unitsOfMeasurement: { ${of}_per_${per}: { vi, en, of: '${of}', per: '${per}' } }`,
        `ratio chia ${of} cho ${per}; khai báo tên của thương ấy ở unitsOfMeasurement: { ${of}_per_${per}: { vi, en, of: '${of}', per: '${per}' } }`,
      )
    if (known.length > 1)
      throw refuse(
        `ratio of ${of} and ${per} may be ${known.join(' or ')}; say which as the unit`,
        `ratio của ${of} và ${per} có thể là ${known.join(' hoặc ')}; ghi rõ ở unit`,
      )
    return only
  }

  function binary({ operator, left, right }: jsep.BinaryExpression): Compiled {
    const a = compile(left)
    const b = compile(right)
    if (!isOperator(operator))
      throw refuse(
        `«${operator}» is not part of the language (+ - * /)`,
        `«${operator}» không có trong ngôn ngữ công thức (+ - * /)`,
      )
    const sum = operator === '+' || operator === '-'
    if (sum && a.unit !== b.unit)
      throw refuse(
        `«${operator}» mixes ${a.unit} and ${b.unit}; only like units add up`,
        `«${operator}» gộp ${a.unit} với ${b.unit}; chỉ cộng trừ được cùng đơn vị tính`,
      )
    if (operator === '/' && !(b.constant && evaluateNode(b.node, []) !== 0))
      throw refuse(
        'only a number other than 0 may divide; write share(a, b, none) or ratio(a, b, none)',
        'chỉ chia được cho một con số khác 0; viết share(a, b, none) hoặc ratio(a, b, none)',
      )
    if (operator === '*' && !a.constant && !b.constant)
      throw refuse('«*» needs a number on one side', '«*» cần một con số ở một bên')
    const node: FormulaNode = { kind: 'operation', operator, left: a.node, right: b.node }
    const constant = a.constant && b.constant
    if (constant && evaluateNode(node, []) === null)
      throw refuse(`«${operator}» leaves the range of numbers`, `«${operator}» cho kết quả vượt phạm vi số`)
    return { node, unit: a.constant ? b.unit : a.unit, constant, linear: sum ? a.linear && b.linear : a.linear || b.linear }
  }

  function measureOf(node: jsep.Expression | undefined): Measure {
    const { object, property, computed } = (node ?? {}) as jsep.MemberExpression
    const [domain, name] = [(object as jsep.Identifier)?.name, (property as jsep.Identifier)?.name]
    const measure = computed ? undefined : measures.get(`${domain}.${name}`)
    if (measure) return measure
    const siblings = [...measures.keys()].filter((id) => id.startsWith(`${domain}.`))
    throw refuse(
      `there is no measure «${domain}.${name}»; there are ${(siblings.length ? siblings : [...measures.keys()]).join(', ')}`,
      `không có số liệu «${domain}.${name}»; có: ${(siblings.length ? siblings : [...measures.keys()]).join(', ')}`,
    )
  }

  function refuse(en: string, vi: string): Error {
    return new MeaningFault({ vi: `Công thức «${text}»: ${vi}.`, en: `Formula «${text}»: ${en}.` })
  }
}

interface Compiled {
  node: FormulaNode
  unit: UnitId
  constant: boolean
  /** A sum of measures times numbers: the only shape whose parts add up. */
  linear: boolean
}

/** The bin of a median for what lies beyond its last edge. */
const BEYOND = 'over'

/** Ten years: certificates and leases run no longer. */
const MAX_DAYS_AWAY = 3_660

function isBegun(node: jsep.Expression | undefined): node is jsep.CallExpression {
  if (node?.type !== 'CallExpression') return false
  const { callee, arguments: args } = node as jsep.CallExpression
  const { name } = callee as jsep.Identifier
  if (name === 'stood') return args.length === 1
  return (name === 'begun' && (args.length === 1 || args.length === 2)) || (name === 'due' && args.length === 2)
}

function isPick(node: jsep.Expression | undefined): node is jsep.CallExpression {
  if (node?.type !== 'CallExpression') return false
  const { callee, arguments: args } = node as jsep.CallExpression
  return (callee as jsep.Identifier).name === 'pick' && args.length >= 3
}

/** From fine to coarse. */
export const GRAINS: Measure['grain'][] = ['hour', 'day', 'month', 'year']

function isOperator(operator: string): operator is Operator {
  return operator === '+' || operator === '-' || operator === '*' || operator === '/'
}

function parse(text: string): jsep.Expression {
  try {
    return jsep(text)
  } catch (cause) {
    const { message } = cause as Error
    throw new MeaningFault(
      { vi: `Công thức «${text}»: không đọc được (${message}).`, en: `Formula «${text}»: ${message}.` },
      { cause },
    )
  }
}

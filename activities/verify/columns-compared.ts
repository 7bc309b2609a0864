import type { Side } from './side.ts'

/** A column that both sides have. */
export interface Shared {
  readonly name: string
  readonly here: string
  readonly there: string
}

/** The columns that both sides have, in the order of this one; names are told apart as SQL does, without case. */
export function sharedColumns(here: Side, there: Side): Shared[] {
  const others = new Map([...there.columns].map(([name, type]) => [name.toLowerCase(), type]))
  return [...here.columns].flatMap(([name, type]) => {
    const other = others.get(name.toLowerCase())
    return other === undefined ? [] : [{ name, here: type, there: other }]
  })
}

/** How the columns of one side differ from those of the other, a clause each. */
export function columnDifferences(here: Side, there: Side): string[] {
  const shared = sharedColumns(here, there)
  const types = there.typed ? shared.filter((column) => !isSameType(column.here, column.there)) : []
  const [order, otherOrder] = [namesIn(here, there), namesIn(there, here)]
  return [
    ...lacking(here, there).map((name) => `the column ${name} is only here`),
    ...lacking(there, here).map((name) => `the column ${name} is only there`),
    ...types.map(
      (column) => `the column ${column.name} is ${column.here} here, ${column.there} there`,
    ),
    ...(order.join() === otherOrder.join()
      ? []
      : [
          `the columns are in another order: ${order.join(', ')} here, ${otherOrder.join(', ')} there`,
        ]),
  ]
}

export const isNumber = (type: string): boolean =>
  /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|LONG|DECIMAL.*|FLOAT|DOUBLE)$/i.test(type)

/** A moment is the same with and without its zone, which is UTC. */
function isSameType(one: string, other: string): boolean {
  const plain = (type: string) => type.toUpperCase().replace(/ WITH TIME ZONE$/, '')
  return plain(one) === plain(other)
}

const has = ({ columns }: Side, name: string): boolean =>
  [...columns.keys()].some((column) => column.toLowerCase() === name.toLowerCase())

const lacking = (one: Side, other: Side): string[] =>
  [...one.columns.keys()].filter((name) => !has(other, name))

/** The columns of one side that the other has too, in small letters. */
const namesIn = (one: Side, other: Side): string[] =>
  [...one.columns.keys()].filter((name) => has(other, name)).map((name) => name.toLowerCase())

import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isInterfaceType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';

/** By type, the fields that some operation asks for. */
type Used = Map<string, Set<string>>;

const addTypes = (used: Used, type: GraphQLNamedType): void => {
  if (used.has(type.name) || isSpecifiedScalarType(type)) return;
  used.set(type.name, new Set());
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) addTypes(used, getNamedType(field.type));
};

/** One member stands for all where nobody asks which it is: without any, nothing could be of that type. */
const addMember = (used: Used, schema: GraphQLSchema, type: GraphQLNamedType): void => {
  if (!isInterfaceType(type) || schema.getPossibleTypes(type).some(({ name }) => used.has(name))) return;
  const members = schema.getPossibleTypes(type);
  const member = members.find(({ name }) => name.endsWith('Image')) ?? members[0];
  if (member !== undefined) used.set(member.name, new Set());
};

const noteField = (used: Used, owner: GraphQLNamedType, field: GraphQLField<unknown, unknown>): void => {
  addTypes(used, owner);
  used.get(owner.name)?.add(field.name);
  addTypes(used, getNamedType(field.type));
  for (const argument of field.args) addTypes(used, getNamedType(argument.type));
};

const usedBy = (schema: GraphQLSchema, operations: readonly string[]): Used => {
  const used: Used = new Map();
  for (const text of operations) {
    const types = new TypeInfo(schema);
    const enter = (): void => {
      const owner = types.getParentType();
      const field = types.getFieldDef();
      if (owner && field && !field.name.startsWith('__')) noteField(used, owner, field);
    };
    const condition = (): void => {
      const type = types.getType();
      if (type) addTypes(used, getNamedType(type));
    };
    visit(
      parse(text),
      visitWithTypeInfo(types, {
        Field: { enter },
        InlineFragment: condition,
        FragmentDefinition: condition,
      }),
    );
  }
  return used;
};

const argumentsOf = (args: readonly GraphQLArgument[]): string =>
  args.length === 0 ? '' : `(${args.map(({ name, type }) => `${name}: ${String(type)}`).join(', ')})`;

const block = (head: string, lines: readonly string[]): string =>
  `${head} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;

const printType = (type: GraphQLNamedType, used: Used): string => {
  const fields = used.get(type.name) ?? new Set<string>();
  if (isScalarType(type)) return `scalar ${type.name}`;
  if (isEnumType(type))
    return block(
      `enum ${type.name}`,
      type.getValues().map(({ name }) => name),
    );
  if (isInputObjectType(type))
    return block(
      `input ${type.name}${type.isOneOf ? ' @oneOf' : ''}`,
      Object.values(type.getFields()).map(({ name, type: of }) => `${name}: ${String(of)}`),
    );
  if (isUnionType(type)) {
    const members = type.getTypes().filter(({ name }) => used.has(name));
    return `union ${type.name} = ${members.map(({ name }) => name).join(' | ')}`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const shared = type.getInterfaces().filter(({ name }) => used.has(name));
  const all = new Set([...fields, ...shared.flatMap(({ name }) => [...(used.get(name) ?? [])])]);
  const known = type.getFields();
  const lines = [...all].toSorted().flatMap((name) => {
    const field = known[name];
    return field === undefined ? [] : [`${name}${argumentsOf(field.args)}: ${String(field.type)}`];
  });
  const implementing = shared.length === 0 ? '' : ` implements ${shared.map(({ name }) => name).join(' & ')}`;
  return block(`${isObjectType(type) ? 'type' : 'interface'} ${type.name}${implementing}`, lines);
};

/** The part of a schema that the operations touch, as SDL in the order of names. */
export const pruneSchema = (schema: GraphQLSchema, operations: readonly string[]): string => {
  const used = usedBy(schema, operations);
  for (const name of Array.from(used.keys())) {
    const type = schema.getType(name);
    if (type !== undefined) addMember(used, schema, type);
  }
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => type ?? []);
  const names = ['query', 'mutation'].flatMap((kind, index) => {
    const root = roots[index];
    return root !== undefined && used.has(root.name) ? [`${kind}: ${root.name}`] : [];
  });
  const printed = [...used.keys()].toSorted().flatMap((name) => {
    const type = schema.getType(name);
    return type === undefined ? [] : [printType(type, used)];
  });
  return [block('schema', names), ...printed].join('\n\n') + '\n';
};

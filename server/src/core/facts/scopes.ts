import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import { createMembers } from './class-members.ts';
import { fieldsSetTogether, isFieldToo, numberAmongFields } from './field-places.ts';
import { fillOuterNames } from './outer-names.ts';
import { receiverNamed, receiverType } from './receivers.ts';
import type { Unit } from './unit.ts';

/** One way a name gets its value. */
export interface Binding {
  readonly name: string;
  readonly how: 'import' | 'assign' | 'parameter' | 'function' | 'class' | 'opaque' | 'field';
  /** The node that binds: specifier, import, assign, parameter, function, class. */
  readonly node: SyntaxNode;
  /** Keys through the value for destructured names: `const { a: { b } } = v` gives `['a', 'b']`. */
  readonly keys: readonly string[];
  /** Value when the destructured key is missing. */
  readonly fallback: SyntaxNode | null;
  readonly start: number;
}

export interface Scopes {
  /** The binding a use of `name` at `at` reads, or null for a global. */
  readonly lookUp: (name: string, at: SyntaxNode) => Binding | null;
  /** The binding of the same name and scope that stands before one that adds to it: `args += more`. */
  readonly lookUpBefore: (binding: Binding) => Binding | null;
  /** Members a class body or its methods give: fields, methods, `this.x = …`. */
  readonly membersOf: (classNode: SyntaxNode) => ReadonlyMap<string, SyntaxNode>;
  /** What methods assign to the members of a class: `this.x = …`. */
  readonly assignedTo: (classNode: SyntaxNode) => ReadonlyMap<string, SyntaxNode>;
  /** Methods that stand outside their type, by the type's name: it may be declared in another file. */
  readonly methodsOf: (typeName: string) => ReadonlyMap<string, SyntaxNode>;
  /** The types whose methods stand in this file. */
  readonly typesWithMethods: () => Iterable<string>;
  readonly bindingsOf: (scope: SyntaxNode) => ReadonlyMap<string, readonly Binding[]>;
}

/** The function, class or file whose names a node sees first. */
export function scopeOf(node: SyntaxNode, root: SyntaxNode): SyntaxNode {
  return enclosing(node, 'function', 'class') ?? root;
}

export function createScopes(unit: Unit): Scopes {
  const root = unit.tree.root;
  const scopes = new Map<SyntaxNode, Map<string, Binding[]>>();
  const { seesMembers, hasImplicitSelf } = unit.language;
  const { members, assigned, addMember } = createMembers(seesMembers || unit.language.namesMethodsApart);
  const methods = new Map<string, Map<string, SyntaxNode>>();
  /** What is put into fields of types by name: types may stand behind what fills them. */
  const filled = new Map<string, { readonly field: string; readonly node: SyntaxNode }[]>();
  const fill = (type: string, field: string, node: SyntaxNode): void => {
    const known = filled.get(type);
    if (known === undefined) filled.set(type, [{ field, node }]);
    else known.push({ field, node });
  };

  const bind = (scope: SyntaxNode, binding: Binding): void => {
    const names = scopes.get(scope) ?? new Map<string, Binding[]>();
    scopes.set(scope, names);
    const list = names.get(binding.name);
    if (list === undefined) names.set(binding.name, [binding]);
    else list.push(binding);
  };
  /** The class whose field a bare assignment sets, when no name of the functions around it is meant. */
  const fieldOwner = (name: string, node: SyntaxNode): SyntaxNode | null => {
    for (let scope = scopeOf(node, root); scope !== root; scope = scopeOf(scope, root)) {
      if (scope.kind === 'class') return scope;
      if (scopes.get(scope)?.has(name) === true) return null;
    }
    return null;
  };

  /** Names in a binding target: a name, or a pattern with its keys. */
  const bindTarget = (scope: SyntaxNode, target: SyntaxNode, how: Binding['how'], node: SyntaxNode): void => {
    const visit = (at: SyntaxNode, keys: readonly string[], fallback: SyntaxNode | null): void => {
      if (at.kind === 'name' || at.kind === 'shorthand' || at.kind === 'property') {
        const name = unit.textOf(at);
        const path = at.kind === 'shorthand' ? [...keys, name] : keys;
        bind(scope, { name, how, node, keys: path, fallback, start: at.start });
        return;
      }
      if (at.kind === 'entry') {
        const key = childOf(at, 'entry.key');
        const value = childOf(at, 'entry.value');
        if (key !== null && value !== null) visit(value, [...keys, unit.textOf(key)], fallback);
        return;
      }
      if (at.kind === 'assign') {
        const name = childOf(at, 'assign.target');
        if (name !== null) visit(name, keys, childOf(at, 'assign.value'));
        return;
      }
      if (at.kind === 'parameter') {
        const name = childOf(at, 'parameter.name');
        if (name !== null) visit(name, keys, childOf(at, 'parameter.default'));
        return;
      }
      const ordered = at.kind === 'array';
      at.children.forEach((child, index) => visit(child, ordered ? [...keys, String(index)] : keys, fallback));
    };
    if (['name', 'pattern', 'array', 'object', 'shorthand', 'other'].includes(target.kind)) visit(target, [], null);
  };

  for (const node of unit.tree.nodes) {
    const scope = scopeOf(node, root);
    switch (node.kind) {
      case 'import':
        bindImport(node, scope);
        break;
      case 'function': {
        const name = childOf(node, 'function.name');
        if (name === null) break;
        const text = unit.textOf(name);
        const receiver = receiverType(unit, node);
        if (receiver !== null) {
          const own = methods.get(receiver) ?? new Map<string, SyntaxNode>();
          methods.set(receiver, own);
          if (!own.has(text)) own.set(text, node);
          break;
        }
        const owner = enclosing(node, 'class', 'function', 'object');
        if (owner?.kind === 'class') {
          addMember(owner, text, node);
          const ownName = childOf(owner, 'class.name');
          const isConstructor = ownName !== null && unit.textOf(ownName) === text;
          if (seesMembers && !isConstructor) bind(owner, plain(text, 'function', node));
        } else if (owner?.kind !== 'object') bind(scope, plain(text, 'function', node));
        break;
      }
      case 'keyword': {
        // `&Server{client: c}`
        const made = node.parent?.kind === 'new' ? childOf(node.parent, 'call.callee') : null;
        const name = childOf(node, 'keyword.name');
        if (made?.kind === 'name' && name !== null && unit.language.returnsSeveral)
          fill(unit.textOf(made), unit.textOf(name), node);
        break;
      }
      case 'class':
      case 'interface': {
        const name = childOf(node, `${node.kind}.name`);
        if (name !== null) bind(scope, plain(unit.textOf(name), 'class', node));
        break;
      }
      case 'field': {
        const name = childOf(node, 'field.name');
        const owner = enclosing(node, 'class', 'interface');
        // `struct Store(s3::Client)`: read as `self.0`
        if (name === null && owner !== null) addMember(owner, String(numberAmongFields(node)), node);
        if (name !== null && owner !== null) {
          addMember(owner, unit.textOf(name), node);
          if (seesMembers) bind(owner, plain(unit.textOf(name), 'field', node));
        }
        break;
      }
      case 'parameter': {
        const name = childOf(node, 'parameter.name');
        const owner = enclosing(node, 'function');
        if (name !== null && owner !== null && node.parent?.kind !== 'pattern')
          bindTarget(owner, name, 'parameter', node);
        // `constructor(private http: Client)`, `class A(val http: Client)`: a field of the class too.
        const ofClass = enclosing(node, 'class');
        if (name?.kind === 'name' && ofClass !== null && isFieldToo(unit, node, ofClass))
          addMember(ofClass, unit.textOf(name).replace(/^\$/, ''), node);
        break;
      }
      case 'assign': {
        const target = childOf(node, 'assign.target');
        if (target === null || node.parent?.kind === 'pattern') break;
        for (const [name, value] of fieldsSetTogether(unit, node)) {
          const owner = enclosing(node, 'class');
          if (owner !== null) addMember(owner, name, value);
        }
        const isPlain = target.kind === 'name' && childOf(node, 'assign.type') === null;
        const canBeField = (seesMembers || hasImplicitSelf) && isPlain && childOf(node, 'assign.value') !== null;
        const field = canBeField ? fieldOwner(unit.textOf(target), node) : null;
        const known = field === null ? undefined : members.get(field)?.get(unit.textOf(target));
        // Where a class need not declare what it has, only a declared field is one.
        if (
          field !== null &&
          (seesMembers || known?.kind === 'field' || (known?.kind === 'assign' && known !== node))
        ) {
          addMember(field, unit.textOf(target), node);
          break;
        }
        if (target.kind === 'member') {
          const object = childOf(target, 'member.object');
          const property = childOf(target, 'member.property');
          const owner = enclosing(node, 'class');
          const type = object?.kind === 'name' ? receiverNamed(unit, unit.textOf(object), node) : null;
          if (type !== null && property !== null) fill(type, unit.textOf(property), node);
          if (owner !== null && property !== null && isSelf(unit, object))
            addMember(owner, unit.textOf(property), node);
        } else if (target.kind === 'name' && unit.language.fieldName?.test(unit.textOf(target)) === true) {
          const owner = enclosing(node, 'class');
          // Outside of classes it is a field of what the file itself is run on.
          if (owner === null) bindTarget(root, target, 'assign', node);
          else addMember(owner, unit.textOf(target), node);
        } else {
          const isOfFile = target.kind === 'name' && unit.language.fileName?.test(unit.textOf(target)) === true;
          bindTarget(
            isOfFile ? root : scope,
            target,
            childOf(node, 'assign.value') === null ? 'opaque' : 'assign',
            node,
          );
          if (scope.kind === 'class' && target.kind === 'name') addMember(scope, unit.textOf(target), node);
        }
        break;
      }
      default:
    }
  }

  function bindImport(node: SyntaxNode, scope: SyntaxNode): void {
    for (const child of node.children) {
      if (child.role === 'import.default' || child.role === 'import.namespace') {
        bind(scope, plain(unit.textOf(child), 'import', child));
      } else if (child.kind === 'specifier') {
        const name = childOf(child, 'specifier.alias') ?? childOf(child, 'specifier.name');
        if (name !== null) bind(scope, plain(unit.textOf(name), 'import', child));
      } else if (
        child.role === 'import.module' &&
        !node.children.some((c) => c.kind === 'specifier' || c.role === 'import.wildcard')
      ) {
        // `import a.b` binds `a`; `import a.b as c` carries its alias as import.namespace.
        if (node.children.some((c) => c.role === 'import.namespace')) continue;
        const bound = unit.language.bindModule(readModule(unit, child));
        if (bound !== null) bind(scope, plain(bound.name, 'import', child));
      }
    }
  }

  if (methods.size > 0 || filled.size > 0) {
    for (const owner of unit.ofKind('class')) {
      const name = childOf(owner, 'class.name');
      if (name === null) continue;
      for (const [key, method] of methods.get(unit.textOf(name)) ?? []) addMember(owner, key, method);
      for (const { field, node } of filled.get(unit.textOf(name)) ?? []) addMember(owner, field, node);
    }
  }

  if (unit.language.reopensClasses) {
    const byName = new Map<string, Map<string, SyntaxNode>>();
    for (const node of unit.ofKind('class')) {
      const name = childOf(node, 'class.name');
      if (name === null) continue;
      const all = byName.get(unit.textOf(name)) ?? new Map<string, SyntaxNode>();
      byName.set(unit.textOf(name), all);
      for (const [key, member] of members.get(node) ?? []) if (!all.has(key)) all.set(key, member);
      members.set(node, all);
    }
  }

  fillOuterNames(unit, scopes, (scope) => (scope === root ? null : scopeOf(scope, root)));

  if (unit.language.leaksAssignments) {
    const own = scopes.get(root) ?? new Map<string, Binding[]>();
    const leaked = [...scopes].flatMap(([scope, names]) => (scope.kind === 'function' ? [...names] : []));
    for (const [name, bindings] of leaked) if (!own.has(name)) own.set(name, bindings);
    scopes.set(root, own);
  }

  const empty: ReadonlyMap<string, readonly Binding[]> = new Map();
  return {
    membersOf: (classNode) => members.get(classNode) ?? new Map<string, SyntaxNode>(),
    lookUpBefore(binding) {
      const all = scopes.get(scopeOf(binding.node, root))?.get(binding.name) ?? [];
      return all[all.indexOf(binding) - 1] ?? null;
    },
    assignedTo: (classNode) => assigned.get(classNode) ?? new Map<string, SyntaxNode>(),
    typesWithMethods: () => methods.keys(),
    methodsOf: (typeName) => methods.get(typeName) ?? new Map<string, SyntaxNode>(),
    bindingsOf: (scope) => scopes.get(scope) ?? empty,
    lookUp(name, at) {
      let first = true;
      let later: Binding | null = null;
      const mayClose = unit.language.closedName?.test(name) === true;
      let isClosed = false;
      for (
        let scope: SyntaxNode | null = scopeOf(at, root);
        scope !== null;
        scope = scope === root ? null : scopeOf(scope, root)
      ) {
        const isClassSeenFromMethod = scope.kind === 'class' && !first && !seesMembers;
        const found = isClassSeenFromMethod ? undefined : scopes.get(scope)?.get(name);
        // A field and a method may have one name: the use says which is meant.
        const isCalled = at.role === 'call.callee';
        const visible = isClosed ? found?.filter(({ how }) => how === 'function' || how === 'class') : found;
        isClosed ||= mayClose && scope.kind === 'function' && childOf(scope, 'function.name') !== null;
        const meant =
          visible !== undefined && seesMembers && scope.kind === 'class'
            ? visible.filter(({ how }) => how !== (isCalled ? 'field' : 'function'))
            : visible;
        if (meant !== undefined && meant.length > 0) {
          const picked = pick(meant, at, first);
          // `url, err := url.Parse(…)`: until it is bound, a name is what it is further out.
          const isBound = !unit.language.returnsSeveral || !first || scope === root || isBoundAt(picked, at);
          if (isBound) return picked;
          later = picked;
        }
        first = false;
      }
      return later;
    },
  };
}

function plain(name: string, how: Binding['how'], node: SyntaxNode): Binding {
  return { name, how, node, keys: [], fallback: null, start: node.start };
}

/** In the scope of the use: the last binding before it. From inside a nested function: the last one there is. */
function pick(bindings: readonly Binding[], at: SyntaxNode, sameScope: boolean): Binding {
  const last = bindings[bindings.length - 1]!;
  if (!sameScope) return last;
  let best: Binding | null = null;
  for (const binding of bindings) {
    const bindsUse = binding.start <= at.start && at.start < binding.node.end && binding.how === 'assign';
    const isOwnValue = bindsUse && binding.start !== at.start;
    if (binding.start < at.start && !isOwnValue) best = binding;
  }
  return best ?? bindings.find((binding) => binding.how !== 'assign') ?? bindings[0]!;
}

/** Whether a binding is in force where a name stands: not before it, and not in the value that it is given. */
function isBoundAt({ how, start, node }: Binding, at: SyntaxNode): boolean {
  if (how !== 'assign' || start === at.start) return true;
  return start < at.start && at.start >= node.end;
}

export function isSelf(unit: Unit, node: SyntaxNode | null): boolean {
  if (node === null) return false;
  if (node.kind === 'self') return true;
  return node.kind === 'name' && unit.language.selfNames.includes(unit.textOf(node));
}

/** The specifier of an `import.module` node, without quotes. */
export function readModule(unit: Unit, module: SyntaxNode): string {
  const { language, textOf } = unit;
  const text = textOf(module);
  const around = language.nestedModule === null || module.parent === null ? null : enclosing(module.parent, 'import');
  const outer = around === null ? null : childOf(around, 'import.module');
  if (outer !== null) return language.nestedModule!(readModule(unit, outer), text);
  return module.kind === 'string' ? (language.readString(text) ?? '') : text;
}

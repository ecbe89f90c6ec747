/** What a variable or an input holds by its name: a credential. Words are joined by `_` or `-`, or by capitals. */
const SECRET =
  /(?:^|[_-])(?:token|secret|password|passwd|api[_-]?key|access[_-]?key(?:[_-]id)?|private[_-]?key|credentials?|ssh[_-]?key|deploy[_-]?key|auth|pat|kubeconfig|service[_-]?account(?:[_-]key)?|dockerconfigjson)(?:[_-](?:json|base64|b64|file|id))?$/i;

export function isSecretName(name: string): boolean {
  return SECRET.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

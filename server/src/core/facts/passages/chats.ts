import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOfKind } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import type { Binding } from '../scopes.ts';

/** What takes a function for messages of a chat, as a decorator or as an argument. Documentation of the libraries, 2026-11. */
const HANDLES =
  /^(?:slack_bolt(?:\.\w+)*\.(?:Async)?App\(\)\.(?:event|message|command|shortcut|action|view)|discord(?:\.\w+)*\.(?:Client|Bot|AutoShardedBot)\(\)\.(?:event|listen|command)|telebot(?:\.\w+)*\.\w*TeleBot\(\)\.message_handler|aiogram(?:\.\w+)*\.(?:Router|Dispatcher)\(\)\.message(?:\.register)?|pyrogram\.Client\(\)\.on_message|@slack\/bolt\.App(?:\(\))?\.(?:message|event|command|action)|discord\.js\.Client(?:\(\))?\.on|telegraf\.Telegraf(?:\(\))?\.(?:on|hears|command)|grammy\.Bot(?:\(\))?\.(?:on|hears|command))$/;
/** What such a function is given beside the message. */
const BESIDE = /^(?:say|respond|ack|client|context|logger|next|bot|self|cls|args|complete|fail)$/;

/** A parameter that holds what somebody writes in a chat. */
export function isChatMessage(reading: Reading, binding: Binding, fn: SyntaxNode): boolean {
  const [name = binding.name] = binding.keys;
  return !BESIDE.test(name) && !BESIDE.test(binding.name) && handlesChat(reading, fn);
}

function handlesChat({ resolver }: Reading, fn: SyntaxNode): boolean {
  const given = fn.role === 'call.argument' && fn.parent?.kind === 'call' ? [fn.parent] : [];
  const calls = [...given, ...childrenOfKind(fn, 'decorator').map((each) => each.children[0])];
  return calls.some((call) => {
    if (call === undefined) return false;
    const value = call.kind === 'call' ? null : resolver.valueOf(call);
    const path = call.kind === 'call' ? resolver.calleeOf(call) : value?.kind === 'symbol' ? value.name : null;
    return path !== null && path !== undefined && HANDLES.test(path);
  });
}

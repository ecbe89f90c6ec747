import * as vscode from 'vscode';
import { plainInNotification } from './plain-text.ts';

/** Says something in a notification; the answer is the label that was pressed. Names of others may stand in it: none of it is a link. */
type Notice = (message: string, ...labels: readonly string[]) => Thenable<string | undefined>;

const whole = (message: string): string => `Countersign: ${plainInNotification(message)}`;

export const inform: Notice = (message, ...labels) => vscode.window.showInformationMessage(whole(message), ...labels);
export const warn: Notice = (message, ...labels) => vscode.window.showWarningMessage(whole(message), ...labels);
export const fail: Notice = (message, ...labels) => vscode.window.showErrorMessage(whole(message), ...labels);

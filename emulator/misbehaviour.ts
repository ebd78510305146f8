import type { ServerResponse } from 'node:http';
import { type Answer, errorAnswer } from './answer.ts';
import { ApiFailure, documentedFailure } from './api-failure.ts';
import type { Timers } from './clock.ts';
import type { Fault } from './faults.ts';
import { cuttingSink, responseSink, type Sink, tricklingSink } from './sink.ts';

/** Answers a request as the fault says. @param carryOut does what was asked for; not called where the fault prevents it. */
export async function misbehave(
  response: ServerResponse,
  fault: Fault,
  timers: Timers,
  carryOut: () => Promise<Answer>,
): Promise<void> {
  switch (fault.kind) {
    case 'status':
      if (fault.carriedOut === true) await carryOut();
      return sendAnswer(response, statusAnswer(fault));
    case 'html':
      return sendAnswer(response, htmlAnswer(fault.status ?? 502));
    case 'hang':
      return;
    case 'reset':
      return reset(response);
    case 'lost-answer':
      await carryOut();
      return reset(response);
    case 'delay': {
      const answer = await carryOut();
      timers.after(fault.ms, () => sendAnswer(response, answer));
      return;
    }
    case 'cut-body': {
      const answer = await carryOut();
      const cutAt = fault.afterBytes ?? (answer.kind === 'bytes' ? Math.floor(answer.bytes.length / 2) : 10);
      return sendAnswer(response, answer, (sink) => cuttingSink(sink, cutAt));
    }
    case 'trickle': {
      const { everyMs, pieceBytes = 1 } = fault;
      return sendAnswer(response, await carryOut(), (sink) => tricklingSink(sink, timers, everyMs, pieceBytes));
    }
    case 'edit': {
      const answer = await carryOut();
      if (answer.kind === 'stream') throw new Error('A stream has no data to edit');
      const { data } = JSON.parse(answer.bytes.toString());
      const bytes = Buffer.from(JSON.stringify({ data: fault.edit(data) }));
      return sendAnswer(response, { ...answer, bytes });
    }
    case 'broken-json': {
      const { status, headers } = await carryOut();
      const bytes = Buffer.from('{"data": {"id": ');
      return sendAnswer(response, { kind: 'bytes', status, headers, bytes });
    }
    case 'empty': {
      const { headers } = await carryOut();
      return sendAnswer(response, { kind: 'bytes', status: 200, headers, bytes: Buffer.alloc(0) });
    }
  }
}

/** @param through changes the way of the bytes, not what the headers say of their length. */
export function sendAnswer(response: ServerResponse, answer: Answer, through?: (sink: Sink) => Sink): void {
  const length = answer.kind === 'bytes' && answer.status !== 204 ? { 'content-length': answer.bytes.length } : {};
  response.writeHead(answer.status, { ...answer.headers, ...length });
  if (answer.kind === 'bytes' && through === undefined) {
    response.end(answer.bytes);
    return;
  }
  response.flushHeaders();
  const sink = responseSink(response);
  const way = through?.(sink) ?? sink;
  if (answer.kind === 'stream') {
    answer.start(way);
    return;
  }
  if (answer.bytes.length > 0) way.write(answer.bytes);
  way.end();
}

function reset({ socket }: ServerResponse): void {
  if (socket?.destroyed === false) socket.resetAndDestroy();
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const documented = documentedFailure(fault.status, fault.type);
  const failure = new ApiFailure(fault.status, documented.type, fault.message ?? documented.message);
  const { headers = {}, body, contentType = 'application/json; charset=utf-8' } = fault;
  if (body === undefined) return errorAnswer(failure, headers);
  const bytes = Buffer.from(body);
  return { kind: 'bytes', status: fault.status, headers: { 'content-type': contentType, ...headers }, bytes };
}

function htmlAnswer(status: number): Answer {
  const bytes = Buffer.from(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`);
  return { kind: 'bytes', status, headers: { 'content-type': 'text/html' }, bytes };
}

import type { ServerResponse } from 'node:http';
import { ApiFailure, documentedFailure } from './api-failure.ts';
import { type ApiResponse, errorResponse } from './api-response.ts';
import type { Timers } from './clock.ts';
import type { Fault } from './faults.ts';
import { cuttingSink, responseSink, type Sink, tricklingSink } from './sink.ts';

/** Sends the response that the fault describes. @param carryOut processes the request. Some faults do not call it. */
export async function misbehave(
  response: ServerResponse,
  fault: Fault,
  timers: Timers,
  carryOut: () => Promise<ApiResponse>,
): Promise<void> {
  switch (fault.kind) {
    case 'status':
      if (fault.carriedOut === true) await carryOut();
      return sendResponse(response, statusResponse(fault));
    case 'html':
      return sendResponse(response, htmlResponse(fault.status ?? 502));
    case 'hang':
      return;
    case 'reset':
      return reset(response);
    case 'lost-answer':
      await carryOut();
      return reset(response);
    case 'race':
      fault.change();
      return sendResponse(response, await carryOut());
    case 'delay': {
      const result = await carryOut();
      timers.after(fault.ms, () => sendResponse(response, result));
      return;
    }
    case 'cut-body': {
      const result = await carryOut();
      const cutAt = fault.afterBytes ?? (result.kind === 'bytes' ? Math.floor(result.bytes.length / 2) : 10);
      return sendResponse(response, result, (sink) => cuttingSink(sink, cutAt));
    }
    case 'trickle': {
      const { everyMs, pieceBytes = 1 } = fault;
      return sendResponse(response, await carryOut(), (sink) => tricklingSink(sink, timers, everyMs, pieceBytes));
    }
    case 'edit': {
      const result = await carryOut();
      if (result.kind === 'stream') throw new Error('A stream has no data to edit');
      const { data } = JSON.parse(result.bytes.toString());
      const bytes = Buffer.from(JSON.stringify({ data: fault.edit(data) }));
      return sendResponse(response, { ...result, bytes });
    }
    case 'broken-json': {
      const { status, headers } = await carryOut();
      const bytes = Buffer.from('{"data": {"id": ');
      return sendResponse(response, { kind: 'bytes', status, headers, bytes });
    }
    case 'empty': {
      const { headers } = await carryOut();
      return sendResponse(response, { kind: 'bytes', status: 200, headers, bytes: Buffer.alloc(0) });
    }
  }
}

/** @param through changes how the bytes are sent. The Content-Length header stays the same. */
export function sendResponse(response: ServerResponse, result: ApiResponse, through?: (sink: Sink) => Sink): void {
  const length = result.kind === 'bytes' && result.status !== 204 ? { 'content-length': result.bytes.length } : {};
  response.writeHead(result.status, { ...result.headers, ...length });
  if (result.kind === 'bytes' && through === undefined) {
    response.end(result.bytes);
    return;
  }
  response.flushHeaders();
  const sink = responseSink(response);
  const target = through?.(sink) ?? sink;
  if (result.kind === 'stream') {
    result.start(target);
    return;
  }
  if (result.bytes.length > 0) target.write(result.bytes);
  target.end();
}

function reset({ socket }: ServerResponse): void {
  if (socket?.destroyed === false) socket.resetAndDestroy();
}

function statusResponse(fault: Extract<Fault, { kind: 'status' }>): ApiResponse {
  const documented = documentedFailure(fault.status, fault.type);
  const failure = new ApiFailure(fault.status, documented.type, fault.message ?? documented.message);
  const { headers = {}, body, contentType = 'application/json; charset=utf-8' } = fault;
  if (body === undefined) return errorResponse(failure, headers);
  const bytes = Buffer.from(body);
  return { kind: 'bytes', status: fault.status, headers: { 'content-type': contentType, ...headers }, bytes };
}

function htmlResponse(status: number): ApiResponse {
  const bytes = Buffer.from(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`);
  return { kind: 'bytes', status, headers: { 'content-type': 'text/html' }, bytes };
}

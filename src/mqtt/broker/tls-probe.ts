import { connect } from 'node:tls';
import { socketFailure } from './failure.ts';

const PROBE_MS = 3000;
/** Failures that are found in a certificate: there was one. */
const CERTIFICATE = ['unknownCa', 'wrongName', 'expired', 'notYet', 'clientCertificate'];

/** Whether a port speaks TLS: its handshake comes to the certificate, whatever that is worth. Nothing is sent through it. */
export function speaksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: true, servername: '' });
    const timer = setTimeout(() => socket.destroy(), PROBE_MS);
    let speaks = false;
    socket.on('secureConnect', () => {
      speaks = true;
      socket.destroy();
    });
    socket.on('error', (error) => {
      speaks = CERTIFICATE.includes(socketFailure(error, true).kind);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(speaks);
    });
  });
}

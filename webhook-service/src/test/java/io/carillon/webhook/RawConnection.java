package io.carillon.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One TCP connection to the service, for what no HTTP client would do. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    public RawConnection(URI service, Duration patience) throws IOException {
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 5_000);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer with a body of known length. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    public void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        var out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    public Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), ISO_8859_1));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was complete");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Waits until the service has closed its side. */
    public boolean closed() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

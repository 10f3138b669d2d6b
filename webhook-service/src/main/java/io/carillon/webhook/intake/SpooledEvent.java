package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/** An encoded event as the content of a spool record: what goes to Kafka later is byte for byte what would have gone. */
final class SpooledEvent {

    private static final int VERSION = 1;

    private SpooledEvent() {}

    static byte[] write(Encoded event) {
        var bytes = new ByteArrayOutputStream(event.value().length + 512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(event.topic().baseName());
            out.writeUTF(event.key());
            out.writeShort(event.headers().size());
            for (var header : event.headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.writeInt(event.value().length);
            out.write(event.value());
        } catch (IOException e) {
            throw new UncheckedIOException("an event cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The event; empty for a record that this release cannot read. */
    static Optional<Encoded> read(byte[] content) {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            var topic = topic(in.readUTF());
            var key = in.readUTF();
            var headers = new LinkedHashMap<String, String>();
            for (int i = in.readUnsignedShort(); i > 0; i--) {
                headers.put(in.readUTF(), in.readUTF());
            }
            int length = in.readInt();
            if (length != in.available()) {
                return Optional.empty();
            }
            var value = in.readNBytes(length);
            return topic.map(known -> new Encoded(known, key, headers, value));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Topic> topic(String baseName) {
        for (var topic : Topic.values()) {
            if (topic.baseName().equals(baseName)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}

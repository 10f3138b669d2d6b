package io.carillon.webhook.call;

import io.carillon.kit.access.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a call has to carry through other people's hands (ADR 22): AES-256-GCM, bound to one call of one clinic, so
 * that it can be neither read nor made nor used on another call. All replicas can open it, and no store is needed. The
 * nonce is derived from the content: the same content is sealed to the same text, as an exact replay wants it.
 */
@ApplicationScoped
public class CallSeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** More than anything we seal; longer text is not ours. */
    private static final int MAX_TEXT = 4096;

    private final SecretKeySpec key;
    private final SecretKeySpec nonceKey;

    CallSeal(ServiceToken services) {
        this.key = new SecretKeySpec(services.keyFor("call seals"), "AES");
        this.nonceKey = new SecretKeySpec(services.keyFor("nonces of call seals"), "HmacSHA256");
    }

    /** @return characters that a URL carries as they are */
    public String seal(String callId, UUID orgId, String content) {
        try {
            var bound = bound(callId, orgId);
            var plain = content.getBytes(StandardCharsets.UTF_8);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(nonceKey);
            mac.update(bound);
            var nonce = Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, bound).doFinal(plain);
            var text = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    /** @return empty for anything that was not sealed by us for this call and clinic */
    public Optional<String> open(String callId, UUID orgId, String sealed) {
        if (sealed.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(sealed);
            if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            var plain = cipher(Cipher.DECRYPT_MODE, nonce, bound(callId, orgId))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    /** The id of the clinic has a fixed length, so that the two cannot run together. */
    private static byte[] bound(String callId, UUID orgId) {
        return (orgId + callId).getBytes(StandardCharsets.UTF_8);
    }
}

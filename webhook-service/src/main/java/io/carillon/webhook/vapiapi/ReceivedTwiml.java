package io.carillon.webhook.vapiapi;

import java.io.StringReader;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what somebody else calls TwiML can be given to Twilio: a caller whose call is answered by anything else hears
 * "an application error has occurred" and is hung up on (12100). Which verbs there are is not judged, Vapi may choose others.
 */
final class ReceivedTwiml {

    /** Characters. Twilio takes 64 KiB (11750); a stream to connect to takes some hundred characters. */
    private static final int LONGEST = 16_384;

    private static final QName ROOT = new QName("Response");

    private ReceivedTwiml() {}

    static boolean isUsable(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            var document = parser().createXMLStreamReader(new StringReader(text));
            try {
                return isUtf8(document.getCharacterEncodingScheme()) && hasVerbs(document);
            } finally {
                document.close();
            }
        } catch (XMLStreamException e) {
            return false;
        }
    }

    /** One that never looks anything up: what an entity stands for could be one of our own files. */
    private static XMLInputFactory parser() {
        var parser = XMLInputFactory.newDefaultFactory();
        parser.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parser.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return parser;
    }

    /** As which it will be sent; a document need not say so. */
    private static boolean isUtf8(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("UTF-8");
    }

    /** Read to its end, since it may break off. One without verbs would end the call. */
    private static boolean hasVerbs(XMLStreamReader document) throws XMLStreamException {
        int depth = 0;
        int verbs = 0;
        while (document.hasNext()) {
            switch (document.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 0 && !document.getName().equals(ROOT)) {
                        return false;
                    }
                    verbs += depth == 1 ? 1 : 0;
                    depth++;
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return false;
                }
                default -> {
                    // Texts and comments are Twilio's to pass over.
                }
            }
        }
        return verbs > 0;
    }
}

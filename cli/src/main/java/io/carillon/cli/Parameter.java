package io.carillon.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One field of a form; the value may be empty, the key may come more than once. */
record Parameter(String key, String value) {
    String encoded() {
        return encode(key) + "=" + encode(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads {@code Key=Value}; only the first {@code =} divides. */
    static final class Converter implements ITypeConverter<Parameter> {
        @Override
        public Parameter convert(String text) {
            int divider = text.indexOf('=');
            if (divider < 1) {
                throw new TypeConversionException("expected Key=Value but was '" + text + "'");
            }
            return new Parameter(text.substring(0, divider), text.substring(divider + 1));
        }
    }
}

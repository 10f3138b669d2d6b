package io.carillon.alerting.incident;

import io.carillon.kit.config.DatabaseUrl;
import java.net.URI;

/** Where a database is, to tell whether two are on one server. */
record StoreLocation(String host, int port) {

    private static final int DEFAULT_PORT = 5432;

    /** @param setting the variable's name, for the error */
    static StoreLocation of(String setting, String url) {
        var uri = URI.create(DatabaseUrl.parse(setting, url).jdbcUrl().substring("jdbc:".length()));
        return new StoreLocation(String.valueOf(uri.getHost()), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }
}

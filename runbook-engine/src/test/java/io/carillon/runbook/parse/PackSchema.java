package io.carillon.runbook.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.carillon.runbook.Texts;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema of packs, as an editor or a build would apply it. */
final class PackSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Texts.of("/runbooks/pack.schema.json"), InputFormat.JSON);

    private PackSchema() {}

    /** What the schema objects to. */
    static List<Error> objections(String yaml) {
        // A repeated key is nothing a schema could see: JSON has lost it by then.
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(true).build();
        JsonNode json = MAPPER.valueToTree(new Load(settings).loadFromString(yaml));
        return SCHEMA.validate(json);
    }
}

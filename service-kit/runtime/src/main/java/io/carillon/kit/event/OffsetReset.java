package io.carillon.kit.event;

/** Where a group that has never read a topic begins. */
public enum OffsetReset {
    EARLIEST("earliest"),
    LATEST("latest");

    private final String kafkaName;

    OffsetReset(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    String kafkaName() {
        return kafkaName;
    }
}

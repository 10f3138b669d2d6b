package io.carillon.webhook.sms;

/**
 * Where a message goes.
 *
 * @param from the number it is sent from
 * @param recipient hash of the number it is sent to
 * @param last4 of that number
 */
record Address(Channel channel, String from, byte[] recipient, String last4) {}

import { channelName } from "../protocol.js";

/** Why the other tabs are told to ask. */
export type Trigger = "getSession" | "signout";

/**
 * Opens the channel to the other tabs; `hear` is called when one of them says that the session may have changed. One
 * channel for both directions does not hear itself: what this tab posts costs it no request.
 */
export function openChannel(hear: () => void): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (data?.event === "session") hear();
  };
  return channel;
}

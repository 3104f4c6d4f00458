/** The variants of the fixture differ in this object alone. */
export default JSON.parse(process.env.FIXTURE_CONFIG ?? "{}");

// Stands in for `debug` and `depd`, makers of functions that print for developers, and for other makers nobody calls.
const silent = () => {};
silent.function = (deprecated) => deprecated;
silent.property = silent;
module.exports = () => silent;
// node-saml is compiled from a default import.
module.exports.default = module.exports;

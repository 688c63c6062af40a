export default import.meta.url.slice(-14);

// comment
console.log(import.meta.url);

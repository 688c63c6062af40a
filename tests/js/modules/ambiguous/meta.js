console.log('detected', import.meta.filename.slice(-7));
